"""The forms that the history's file has had: entry N turns one of version N into one of version N + 1.

What was released is never changed; a new form is a new entry.
"""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE sessions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            mark TEXT NOT NULL UNIQUE,       -- tells a session that is saved again
            began TEXT NOT NULL,             -- ISO 8601, local time with its zone
            kind TEXT NOT NULL,              -- live, file
            source TEXT NOT NULL,
            duration_s REAL NOT NULL,
            frames INTEGER NOT NULL,
            seen INTEGER NOT NULL,
            notes TEXT NOT NULL              -- a JSON list
        ) STRICT
        """,
        """
        CREATE TABLE sets (
            id INTEGER PRIMARY KEY,
            session INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            exercise TEXT NOT NULL,
            variant TEXT NOT NULL,
            view TEXT NOT NULL,
            start_s REAL NOT NULL,
            end_s REAL NOT NULL,
            rest_before_s REAL,              -- NULL: the first set
            held_s REAL NOT NULL
        ) STRICT
        """,
        "CREATE INDEX sets_by_session ON sets (session)",
        "CREATE INDEX sets_by_exercise ON sets (exercise)",
        """
        CREATE TABLE repetitions (
            id INTEGER PRIMARY KEY,
            set_id INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
            verdict TEXT NOT NULL,           -- counted, partial, rejected, held
            start_s REAL,                    -- NULL: not seen
            turn_s REAL,
            end_s REAL,
            range REAL,
            held_s REAL,
            side TEXT NOT NULL,
            why TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX repetitions_by_set ON repetitions (set_id)",
        """
        CREATE TABLE measures (
            repetition INTEGER NOT NULL REFERENCES repetitions (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            value REAL NOT NULL
        ) STRICT
        """,
        "CREATE INDEX measures_by_repetition ON measures (repetition)",
        """
        CREATE TABLE judgements (
            repetition INTEGER NOT NULL REFERENCES repetitions (id) ON DELETE CASCADE,
            rule TEXT NOT NULL,
            broken INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX judgements_by_repetition ON judgements (repetition)",
        """
        CREATE VIEW faults AS
        SELECT session, exercise, set_id, repetition, rule
        FROM judgements
        JOIN repetitions ON repetitions.id = repetition
        JOIN sets ON sets.id = set_id
        WHERE broken
        """,
    ),
    (
        "ALTER TABLE sessions ADD COLUMN dated INTEGER NOT NULL DEFAULT 1",  # 0: began is only the file's time
        "ALTER TABLE sessions ADD COLUMN workout INTEGER",  # the first session of those joined by hand
        "ALTER TABLE sets ADD COLUMN weight_kg REAL",  # NULL: not given
        "ALTER TABLE sets ADD COLUMN reps INTEGER",  # the user's count; NULL: as counted
        "ALTER TABLE sets ADD COLUMN note TEXT NOT NULL DEFAULT ''",
        """
        CREATE TABLE corrections (
            set_id INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
            field TEXT NOT NULL,             -- reps, held, exercise, variant
            was TEXT NOT NULL,               -- before the first correction
            now TEXT NOT NULL,
            made TEXT NOT NULL,              -- ISO 8601
            PRIMARY KEY (set_id, field)
        ) STRICT
        """,
        """
        CREATE TABLE goals (
            exercise TEXT PRIMARY KEY,
            weekly REAL NOT NULL             -- repetitions, or s of a hold
        ) STRICT
        """,
    ),
)
