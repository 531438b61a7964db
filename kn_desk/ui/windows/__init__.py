"""The windows: compose pages, menus and tools, nothing else."""
