"""A whole session: sets, rests, routines, the coach that follows them, and the record that stays."""
