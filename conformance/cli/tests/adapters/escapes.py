#!/usr/bin/env python3
"""An adapter that answers nothing, and leaves a process behind once a file `go` is beside it.

Usage: escapes.py session | group

`session`: of what shows where the process comes from, only its environment is left.
`group`: only its process group is left.
"""

import json
import os
import sys
import time

HELLO = {"protocol": 1, "name": "escapes", "version": "1.0.0", "integers": "i64", "calendars": [
    {"id": "gregory", "rule": "gregory", "first": 726468, "last": 741442, "beyond": "refuses",
     "year_zero": True, "answers": ["date", "day"]}]}

STAY = "import sys, time; open(sys.argv[1] + '/left', 'w').close(); time.sleep(3600)"


def main():
    folder = os.path.dirname(sys.argv[0])
    print(json.dumps({"hello": HELLO}), flush=True)
    while not os.path.exists(folder + "/go"):
        time.sleep(0.001)
    is_session = sys.argv[1] == "session"
    if os.fork() == 0:
        if os.fork() == 0:
            if is_session:
                os.setsid()
            words = [sys.executable, "-c", STAY, folder, folder + "/"]
            os.execve(sys.executable, words, dict(os.environ) if is_session else {})
        os._exit(0)
    os.wait()
    time.sleep(3600)


main()
