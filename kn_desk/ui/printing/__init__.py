"""Papers laid out on A4 pages, painted to a printer, a preview or a PDF."""
