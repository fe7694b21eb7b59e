"""From landmarks to numbers: the body, the view it is seen from, and what can be measured of it."""
