"""One module a command. Each opens, runs, writes and says; heavy imports stand inside the functions."""
