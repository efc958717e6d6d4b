"""The exchange in the browser: partners and alarms, release, holdings, recalls, quarantine, bundles."""
