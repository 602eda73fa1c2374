"""Stands in for pytest: says how it was called, and exits as told."""

import os
import sys

sys.stdout.write(f"pytest {sys.argv[1:]} on {os.environ['QT_QPA_PLATFORM']}\n")
sys.exit(int(os.environ.get("TINY_PYTEST_EXIT", "0")))
