"""`python -m kn_desk`."""

import sys

from kn_desk.cli import main

if __name__ == "__main__":
    sys.exit(main())
