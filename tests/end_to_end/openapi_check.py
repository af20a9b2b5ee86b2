#!/usr/bin/env python3
"""The OpenAPI document against a validator, and a live server against the document: schemathesis sends what it allows and what it
does not, and looks for faults of the server and replies that are not as described.

  openapi_check.py [EXAMPLES]     with .deps/api-venv/bin/python (script/check-api makes it)
"""
import json
import pathlib
import subprocess
import sys
import tempfile

from openapi_spec_validator import validate

import pictures
from serving import Server
from shoebox import PROGRAM

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Never ends; may make the server read the whole machine; ends our own session.
LEFT_OUT = ("watch_events", "add_root", "sign_out")
CHECKS = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
          "response_schema_conformance", "negative_data_rejection", "allow_header_conformance")


def main():
    examples = sys.argv[1] if len(sys.argv) > 1 else "20"
    document = json.loads((ROOT / "docs/openapi.json").read_text(encoding="utf-8"))
    validate(document)
    print("docs/openapi.json is a valid OpenAPI 3.1 document")
    with tempfile.TemporaryDirectory(prefix="shoebox-api-") as folder:
        work = pathlib.Path(folder)
        photos, home = work / "photos", work / "home"
        photos.mkdir()
        for number in range(6):
            (photos / f"{number}.png").write_bytes(pictures.png(number))
        subprocess.run([PROGRAM, "--home", home, "index", photos, "--quiet"], check=True)
        server = Server([PROGRAM, "--home", str(home), "serve", "--port", "0", "--json"], None)
        try:
            command = [pathlib.Path(sys.executable).parent / "schemathesis", "run", f"http://127.0.0.1:{server.port}/api/openapi.json",
                       "--checks", ",".join(CHECKS), "--max-examples", examples, "--seed", "1", "--workers", "2",
                       "--suppress-health-check", "all", "--phases", "examples,coverage,fuzzing"]
            for name in LEFT_OUT:
                command += ["--exclude-operation-id", name]
            code = subprocess.run(command, check=False, cwd=work).returncode
        finally:
            ended, errors = server.stop()
    print(errors, end="")
    return code or ended


if __name__ == "__main__":
    sys.exit(main())
