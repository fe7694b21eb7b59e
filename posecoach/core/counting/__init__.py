"""Counting: from measures over time to repetitions, partial repetitions and holds of an exercise."""
