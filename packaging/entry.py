"""Where a packaged program begins: the same as `python -m batchdesk`."""

import sys

from batchdesk.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
