#!/usr/bin/env python3
"""Corrections, through the server and through the command line that asks it."""
import json
import unittest

import pictures
from serving import ServeTest
from shoebox import ERROR


class Corrections(ServeTest):
    def test_photos_are_corrected_and_it_is_taken_back(self):
        path = self.write("a.png", pictures.png(1))
        self.index()
        server = self.serve()
        photo = server.get("/api/search", q="x").json["results"][0]["photo_id"]
        taken = lambda: server.get(f"/api/photos/{photo}").json.get("taken")
        before = taken()
        self.assertEqual(server.ask("POST", "/api/corrections", {"photo_ids": [photo], "taken": "1987-07"}).json, {"photos": 1})
        self.assertIn("1987-07", json.dumps(taken()))
        self.assertEqual(len(server.get("/api/search", q="1987").json["results"]), 1)
        # The same through the command line, which asks the server.
        self.run_shoebox("correct", path, "--taken", "1999-12-31T23:59")
        self.assertIn("1999-12-31", json.dumps(taken()))
        self.run_shoebox("correct", "--undo")
        self.assertIn("1987-07", json.dumps(taken()))
        self.assertEqual(server.ask("POST", "/api/corrections/undo").json, {"photos": 1})
        self.assertEqual(taken(), before)
        self.check_problem(server.ask("POST", "/api/corrections/undo"), 404)
        self.check_problem(server.ask("POST", "/api/corrections", {"photo_ids": [photo]}), 400)
        place = lambda: server.get(f"/api/photos/{photo}", lang="en").json.get("place")
        for named, shown, changed in (("日本京都", "Kyoto, Japan", 1), ("Kyoto, Japan", "Kyoto, Japan", 0), ("48.85, 2.35", "Paris, France", 1)):
            self.assertEqual(server.ask("POST", "/api/corrections", {"photo_ids": [photo], "place_name": named}).json, {"photos": changed})
            self.assertEqual(place(), shown)
        self.run_shoebox("correct", path, "--place", "東京")
        self.assertEqual(place(), "Tokyo, Japan")
        self.check_problem(server.ask("POST", "/api/corrections", {"photo_ids": [photo], "place_name": "Japan"}), 400)
        self.check_problem(server.ask("POST", "/api/corrections", {"photo_ids": [photo], "place_name": "a red balloon"}), 404)
        self.check_problem(server.ask("POST", "/api/corrections", {"photo_ids": [99], "taken": "1987"}), 404)
        self.run_shoebox("correct", path, "--shift", "one hour", expect=ERROR)


if __name__ == "__main__":
    unittest.main()
