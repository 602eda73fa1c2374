"""Everything that was ever watched, offline: found, filtered, looked at, compared."""
