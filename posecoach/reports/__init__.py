"""Records made into text: tables, JSON, pages. Nothing here touches a file."""
