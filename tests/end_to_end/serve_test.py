#!/usr/bin/env python3
"""The server as a browser, a script and an attacker see it."""
import email.utils
import json
import os
import shutil
import socket
import threading
import time
import unittest

import described
import pictures
from serving import ServeTest
from shoebox import ERROR, OK

WORDS = "a picture"


class Library(ServeTest):
    """Twelve photos that are indexed before the server starts."""

    def setUp(self):
        super().setUp()
        self.paths = [self.write(f"{number}.png", pictures.png(number)) for number in range(11)]
        self.paths.append(self.write("dated.jpg", pictures.jpeg(taken="2021:03:04 05:06:07")))
        self.index()
        self.server = self.serve()
        self.get, self.ask = self.server.get, self.server.ask

    def first(self):
        return self.get("/api/search", q=WORDS, k=1).json["results"][0]["photo_id"]


class Finding(Library):
    def test_answer_is_that_of_the_command_line_with_tiles(self):
        answer = self.get("/api/search", q=WORDS, k=5).json
        self.server.stop()
        expected = self.search(WORDS, "-k", "5", "--lang", "en")
        self.assertEqual([each["photo_id"] for each in answer["results"]], [each["photo_id"] for each in expected["results"]])
        for found, told in zip(answer["results"], expected["results"], strict=True):
            self.assertEqual({name: found[name] for name in told}, told)
            self.assertGreater(found["width"], 0)
            self.assertTrue(found["thumbnail"].startswith(f"/api/photos/{found['photo_id']}/thumbnail?v="))

    def test_pages_follow_each_other_without_gap_or_overlap(self):
        seen, cursor = [], None
        while True:
            page = self.get("/api/search", q=WORDS, k=5, **({"cursor": cursor} if cursor else {})).json
            seen += [each["photo_id"] for each in page["results"]]
            cursor = page["cursor"]
            if cursor is None:
                break
        self.assertEqual(len(seen), 12)
        self.assertEqual(len(set(seen)), 12)
        self.assertEqual(seen, [each["photo_id"] for each in self.get("/api/search", q=WORDS, k=500).json["results"]])

    def test_uploaded_picture_finds_itself_raw_and_as_a_form(self):
        content = self.paths[3].read_bytes()
        raw = self.ask("POST", "/api/search?k=3", content, {"Content-Type": "image/png"})
        self.assertEqual(raw.json["results"][0]["path"], str(self.paths[3]))
        form = (b'--b\r\nContent-Disposition: form-data; name="image"; filename="x.png"\r\n\r\n' + content
                + b'\r\n--b\r\nContent-Disposition: form-data; name="q"\r\n\r\nred\r\n--b--\r\n')
        both = self.ask("POST", "/api/search?weights=0,1", form, {"Content-Type": "multipart/form-data; boundary=b"})
        self.assertEqual(both.status, 200, both.body)
        self.assertEqual(both.json["results"][0]["path"], str(self.paths[3]))
        self.assertEqual(list((self.home / "run").glob("upload-*")), [])

    def test_other_questions_do_not_wait_for_a_picture_that_is_slow_to_read(self):
        wide, high = 12000, 10000
        slow = pictures.png_of(wide, high, bytes((3 * wide + 1) * high))
        ended, answers = threading.Event(), []

        def ask_by_picture():
            answers.append(self.ask("POST", "/api/search?k=3", slow, {"Content-Type": "image/png"}))
            ended.set()

        asking = threading.Thread(target=ask_by_picture)
        self.get("/api/search", q=WORDS)
        asking.start()
        meanwhile = 0
        while not ended.is_set():
            self.assertEqual(self.get("/api/search", q=WORDS, k=1).status, 200)
            meanwhile += not ended.is_set()
        asking.join()
        self.assertEqual(answers[0].status, 200, answers[0].body)
        self.assertGreater(meanwhile, 5)

    def test_uploads_that_are_no_pictures_are_refused(self):
        for body, kind, status in ((b"no picture", "image/png", 422), (b"", "image/png", 400), (b"x", "multipart/form-data; boundary=b", 400),
                                   (pictures.png(1)[:100], "image/png", 422)):
            self.check_problem(self.ask("POST", "/api/search", body, {"Content-Type": kind}), status)

    def test_a_refused_upload_does_not_tell_where_the_home_lies(self):
        for language, name in (("en", "the picture: "), ("zh-CN", "图片：")):
            for body in (b"no picture", pictures.png(1)[:100]):
                reply = self.ask("POST", f"/api/search?lang={language}", body, {"Content-Type": "image/png"})
                detail = self.check_problem(reply, 422)["detail"]
                self.assertTrue(detail.startswith(name), detail)
                self.assertNotIn("upload-", detail)
                self.assertNotIn(str(self.home), detail)

    def test_more_like_a_photo(self):
        photo = self.first()
        answer = self.get("/api/search", photo=photo).json
        self.assertEqual(answer["results"][0]["photo_id"], photo)
        self.assertGreater(answer["results"][0]["score"], 0.99)
        self.check_problem(self.get("/api/search", photo=999999), 404)

    def test_nothing_asked_is_a_problem(self):
        self.check_problem(self.get("/api/search"), 400)
        self.check_problem(self.get("/api/search", q="x", k=0), 400)
        self.check_problem(self.get("/api/search", q="x", model="nonsense"), 404)

    def test_language_of_reasons(self):
        self.assertRegex(json.dumps(self.get("/api/search", q="猫", lang="zh-CN").json["results"][0]["why"], ensure_ascii=False), "[\u4e00-\u9fff]")
        english = self.get("/api/search", {"Accept-Language": "en-GB"}, q="cat").json["results"][0]["why"]
        self.assertNotRegex(json.dumps(english, ensure_ascii=False), "[\u4e00-\u9fff]")

    def test_hidden_photos_are_left_out_until_they_are_shown_again(self):
        photo = self.first()
        self.assertEqual(self.ask("PUT", f"/api/photos/{photo}/hidden").status, 204)
        answer = self.get("/api/search", q=WORDS, k=500).json
        self.assertNotIn(photo, [each["photo_id"] for each in answer["results"]])
        self.assertEqual(len(answer["results"]), 11)
        self.assertEqual(self.get("/api/timeline").json["total"], 11)
        self.assertEqual([each["photo_id"] for each in self.get("/api/hidden").json["photos"]], [photo])
        self.assertEqual(self.ask("DELETE", f"/api/photos/{photo}/hidden").status, 204)
        self.assertEqual(self.get("/api/timeline").json["total"], 12)

    def test_kept_searches_are_suggested(self):
        for words in ("sunset", "sunrise", "sunset"):
            self.assertEqual(self.ask("POST", "/api/history", {"q": words}).status, 204)
        self.assertEqual([each["q"] for each in self.get("/api/history").json["searches"]], ["sunset", "sunrise"])
        self.assertEqual([each["text"] for each in self.get("/api/suggest", q="SUNS").json["suggestions"]], ["sunset"])
        self.ask("DELETE", "/api/history")
        self.assertEqual(self.get("/api/suggest").json["suggestions"], [])

    def test_times_of_the_library_are_suggested(self):
        def times(**asked):
            return [each["text"] for each in self.get("/api/suggest", **asked).json["suggestions"] if each["kind"] == "time"]

        bucket = next(each["bucket"] for each in self.get("/api/timeline", by="month").json["buckets"] if each["bucket"] != "unknown")
        year, month = bucket.split("-")
        self.assertIn(year, times(q=year[:3]))
        self.assertIn(f"{year}年{int(month)}月", times(q=f"{year}年", lang="zh-CN"))
        self.assertEqual(times(q="last y"), ["last year"])
        self.assertEqual(times(q="去", lang="zh-CN"), ["去年"])
        self.assertEqual(times(q="esterday"), [])


class Photos(Library):
    def test_all_that_is_known(self):
        result = self.search_path(self.paths[11])
        photo = self.get(f"/api/photos/{result}").json
        self.assertEqual(photo["paths"], [str(self.paths[11])])
        self.assertEqual(photo["format"], "jpeg")
        self.assertEqual(photo["taken"]["local"], "2021-03-04T05:06:07")
        self.assertTrue(photo["shown_by_browsers"])
        self.check_problem(self.get("/api/photos/999999"), 404)

    def search_path(self, path):
        results = self.get("/api/search", q=WORDS, k=500).json["results"]
        return next(each["photo_id"] for each in results if each["path"] == str(path))

    def test_neighbours_lead_through_all_photos(self):
        timeline = self.get("/api/timeline").json["buckets"]
        newest = self.get(f"/api/timeline/{timeline[0]['bucket']}").json["photos"][0]["photo_id"]
        seen, photo = [], newest
        while photo is not None:
            seen.append(photo)
            photo = self.get(f"/api/photos/{photo}").json["neighbours"]["older"]
        self.assertEqual(len(set(seen)), 12)

    def test_thumbnails_have_three_sizes_and_are_kept(self):
        tile = self.get("/api/search", q=WORDS, k=1).json["results"][0]
        tags = set()
        for size in "sml":
            reply = self.get(tile["thumbnail"] + f"&size={size}")
            self.assertEqual(reply.status, 200)
            self.assertEqual(reply.headers["content-type"], "image/webp")
            self.assertEqual(reply.body[8:12], b"WEBP")
            self.assertIn("immutable", reply.headers["cache-control"])
            tags.add(reply.headers["etag"])
            again = self.get(tile["thumbnail"] + f"&size={size}", {"If-None-Match": reply.headers["etag"]})
            self.assertEqual((again.status, again.body), (304, b""))
        self.assertEqual(len(tags), 3)
        self.assertNotIn("immutable", self.get(f"/api/photos/{tile['photo_id']}/thumbnail").headers["cache-control"])
        self.check_problem(self.get("/api/photos/999999/thumbnail"), 404)

    def test_thumbhashes_come(self):
        deadline = time.monotonic() + 60
        while True:
            tiles = self.get("/api/search", q=WORDS, k=500).json["results"]
            if all(each["thumbhash"] for each in tiles) or time.monotonic() > deadline:
                break
            time.sleep(0.05)
        self.assertTrue(all(each["thumbhash"] for each in tiles))

    def test_original_is_the_file_whole_and_in_parts(self):
        photo = self.search_path(self.paths[2])
        content = self.paths[2].read_bytes()
        address = f"/api/photos/{photo}/original"
        whole = self.get(address)
        self.assertEqual((whole.status, whole.body, whole.headers["content-type"]), (200, content, "image/png"))
        self.assertIn("inline", whole.headers["content-disposition"])
        self.assertIn("attachment", self.get(address, download="true").headers["content-disposition"])
        part = self.get(address, {"Range": "bytes=10-19"})
        self.assertEqual((part.status, part.body), (206, content[10:20]))
        self.assertEqual(part.headers["content-range"], f"bytes 10-19/{len(content)}")
        self.assertEqual(self.get(address, {"Range": "bytes=-5"}).body, content[-5:])
        self.check_problem(self.get(address, {"Range": f"bytes={len(content)}-"}), 416)
        head = self.ask("HEAD", address)
        self.assertEqual((head.status, head.body, head.headers["content-length"]), (200, b"", str(len(content))))
        self.check_problem(self.get(address, file=1), 404)
        self.paths[2].unlink()
        self.check_problem(self.get(address), 404)

    def test_original_that_is_there_already_is_not_sent_again(self):
        address = f"/api/photos/{self.search_path(self.paths[2])}/original"
        content = self.paths[2].read_bytes()
        tag = self.get(address).headers["etag"]
        self.assertRegex(tag, '^"[^"]+"$')
        for method in ("GET", "HEAD"):
            self.assertEqual(self.ask(method, address).headers["etag"], tag)
            for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
                again = self.ask(method, address, headers={"If-None-Match": known})
                self.assertEqual((again.status, again.body, again.headers["etag"]), (304, b"", tag))
            self.assertEqual(self.ask(method, address, headers={"If-None-Match": '"other"'}).status, 200)
        status = self.paths[2].stat()
        self.paths[2].write_bytes(content[::-1])
        os.utime(self.paths[2], ns=(status.st_atime_ns, status.st_mtime_ns))
        changed = self.get(address, {"If-None-Match": tag})
        self.assertEqual((changed.status, changed.body), (200, content[::-1]))
        self.assertNotEqual(changed.headers["etag"], tag)

    def test_part_of_an_original_is_sent_only_of_the_bytes_that_it_was_asked_of(self):
        address = f"/api/photos/{self.search_path(self.paths[2])}/original"
        content = self.paths[2].read_bytes()
        tag = self.get(address).headers["etag"]
        part = self.get(address, {"Range": "bytes=0-9", "If-Range": tag})
        self.assertEqual((part.status, part.body, part.headers["etag"]), (206, content[:10], tag))
        date = email.utils.formatdate(self.paths[2].stat().st_mtime, usegmt=True)
        for other in ('"bad"', f"W/{tag}", tag.strip('"'), f"{tag}, {tag}", date, "*"):
            for wanted in ("bytes=0-9", f"bytes={len(content)}-"):
                whole = self.get(address, {"Range": wanted, "If-Range": other})
                self.assertEqual((whole.status, whole.body), (200, content), other)

    def test_preview_is_webp(self):
        photo = self.get(f"/api/photos/{self.first()}").json
        self.assertEqual(self.get(photo["preview"]).body[8:12], b"WEBP")

    def test_favourites(self):
        photo = self.first()
        for _ in range(2):
            self.assertEqual(self.ask("PUT", f"/api/photos/{photo}/favourite").status, 204)
        self.assertTrue(self.get(f"/api/photos/{photo}").json["favourite"])
        self.assertEqual([each["photo_id"] for each in self.get("/api/favourites").json["photos"]], [photo])
        self.ask("DELETE", f"/api/photos/{photo}/favourite")
        self.assertEqual(self.get("/api/favourites").json["total"], 0)
        self.check_problem(self.ask("PUT", "/api/photos/999999/favourite"), 404)

    def test_timeline_counts_what_its_buckets_hold(self):
        for by in ("year", "month", "day"):
            timeline = self.get("/api/timeline", by=by).json
            self.assertEqual(sum(each["count"] for each in timeline["buckets"]), 12)
            for bucket in timeline["buckets"]:
                self.assertEqual(self.get(f"/api/timeline/{bucket['bucket']}", k=500).json["total"], bucket["count"])

    def test_map_without_positions_is_empty(self):
        answer = self.get("/api/map", box="-180,-90,180,90", zoom=4).json
        self.assertEqual(answer, {"clusters": [], "total": 0, "without_position": 12})
        self.assertEqual(self.get("/api/map/photos", box="-180,-90,180,90").json["total"], 0)


class Albums(Library):
    def test_album_from_making_to_deleting(self):
        photos = [each["photo_id"] for each in self.get("/api/search", q=WORDS, k=3).json["results"]]
        made = self.ask("POST", "/api/albums", {"name": "夏天"})
        self.assertEqual(made.status, 201)
        album = f"/api/albums/{made.json['album_id']}"
        self.assertEqual(self.ask("POST", album + "/photos", {"photo_ids": photos}).json["count"], 3)
        self.assertEqual({each["photo_id"] for each in self.get(album + "/photos").json["photos"]}, set(photos))
        self.assertEqual(self.get(f"/api/photos/{photos[0]}").json["albums"], [made.json["album_id"]])
        self.assertEqual(self.ask("DELETE", f"{album}/photos/{photos[0]}").status, 204)
        self.check_problem(self.ask("DELETE", f"{album}/photos/{photos[0]}"), 404)
        self.assertEqual(self.ask("PUT", album, {"name": "Summer"}).json["name"], "Summer")
        self.assertEqual([each["name"] for each in self.get("/api/albums").json["albums"]], ["Summer"])
        self.check_problem(self.ask("POST", album + "/photos", {"photo_ids": [999999]}), 404)
        self.assertEqual(self.ask("DELETE", album).status, 204)
        self.check_problem(self.get(album), 404)

    def test_bodies_that_do_not_fit_are_refused(self):
        for body in ({}, {"name": ""}, {"name": " "}, {"name": 1}, {"name": "a", "x": 1}, [], {"name": "a" * 201}):
            self.check_problem(self.ask("POST", "/api/albums", body), 400)
        self.check_problem(self.ask("POST", "/api/albums", "{", {"Content-Type": "application/json"}), 400)
        self.check_problem(self.ask("POST", "/api/albums", "name=a", {"Content-Type": "text/plain"}), 415)
        self.check_problem(self.ask("POST", "/api/albums", b" " * (2 << 20), {"Content-Type": "application/json"}), 413)

    def test_saved_searches(self):
        made = self.ask("POST", "/api/searches", {"name": "Beach", "q": "沙滩"})
        self.assertEqual(made.status, 201)
        address = f"/api/searches/{made.json['search_id']}"
        self.assertEqual(self.ask("PUT", address, {"name": "Sea", "q": "海"}).json["q"], "海")
        self.assertEqual([each["name"] for each in self.get("/api/searches").json["searches"]], ["Sea"])
        self.assertEqual(self.ask("DELETE", address).status, 204)
        self.check_problem(self.ask("DELETE", address), 404)


class Indexing(ServeTest):
    def test_a_picture_that_is_none_is_refused_by_an_empty_home_too(self):
        ask = self.serve().ask
        self.check_problem(ask("POST", "/api/search", b"no picture", {"Content-Type": "image/png"}), 422)
        self.assertEqual(ask("POST", "/api/search", pictures.png(1), {"Content-Type": "image/png"}).json["results"], [])

    def test_first_run_from_an_empty_home(self):
        server = self.serve()
        self.assertEqual(server.get("/api/status").json["photos"], 0)
        self.assertEqual(server.get("/api/search", q="anything").json["results"], [])
        self.check_problem(server.ask("POST", "/api/index"), 422)
        self.write("a.png", pictures.png(1))
        folders = server.get("/api/folders", path=str(self.work)).json["folders"]
        self.assertIn({"name": "photos", "path": str(self.photos)}, folders)
        self.assertEqual(server.ask("POST", "/api/roots", {"path": str(self.photos)}).status, 202)
        job = server.wait_until_idle()
        self.assertEqual((job["state"], job["summary"]["added"]), ("done", 1))
        self.assertEqual(len(server.get("/api/search", q="anything").json["results"]), 1)

    def test_new_photos_are_found_and_removed_folders_are_not(self):
        self.write("a.png", pictures.png(1))
        self.index()
        server = self.serve()
        self.assertEqual(len(server.get("/api/search", q="x").json["results"]), 1)
        self.write("b.png", pictures.png(2))
        self.assertEqual(server.ask("POST", "/api/index").status, 202)
        server.wait_until_idle()
        self.assertEqual(len(server.get("/api/search", q="x").json["results"]), 2)
        root = server.get("/api/roots").json["roots"][0]
        self.assertEqual(server.ask("DELETE", f"/api/roots/{root['root_id']}").json["photos"], 2)
        self.assertEqual(server.get("/api/search", q="x").json["results"], [])
        self.check_problem(server.ask("DELETE", f"/api/roots/{root['root_id']}"), 404)

    def test_commands_go_to_the_running_server(self):
        self.write("a.png", pictures.png(1))
        server = self.serve()
        self.check_index(self.index(), added=1)
        self.write("broken.png", pictures.png(1)[:60])
        progress = self.run_shoebox("index")
        self.assertIn("broken.png", progress.err + progress.out + json.dumps(server.get("/api/status").json))
        answer = self.search("anything")
        self.assertEqual(len(answer["results"]), 1)
        self.assertEqual(answer["results"][0]["path"], str(self.photos / "a.png"))
        self.run_shoebox("model", "use", "default")
        self.run_shoebox("search", "anything", "--model", "nonsense", "--json", expect=ERROR)
        default = self.run_shoebox("model", "list", "--json").json[0]["folder"]
        other = self.work / "other"             # one that crops: another space
        shutil.copytree(default, other)
        settings = other / "visual/preprocess_cfg.json"
        settings.write_text(json.dumps({**json.loads(settings.read_text()), "resize_mode": "shortest"}))
        self.run_shoebox("model", "add", other)
        self.assertIn("other", [model["name"] for model in server.get("/api/models").json["models"]])
        self.run_shoebox("model", "remove", "other")
        self.assertNotIn("other", [model["name"] for model in server.get("/api/models").json["models"]])
        self.run_shoebox("model", "remove", "other", expect=ERROR)
        self.run_shoebox("roots", "remove", self.photos)
        self.assertEqual(server.get("/api/roots").json["roots"], [])
        self.run_shoebox("roots", "remove", self.photos, expect=ERROR)

    def test_events_tell_of_the_job(self):
        server = self.serve()
        for number in range(6):
            self.write(f"{number}.png", pictures.png(number))
        connection = server.connect()
        self.addCleanup(connection.close)
        connection.request("GET", "/api/events")
        stream = connection.getresponse()
        self.assertEqual(stream.getheader("Content-Type"), "text/event-stream")
        server.ask("POST", "/api/roots", {"path": str(self.photos)})
        event, states = "", []
        while "done" not in states:
            line = stream.readline().decode()
            self.assertTrue(line, states)
            if line.startswith("event: "):
                event = line[7:].strip()
            if line.startswith("data: ") and event == "job":
                states.append(json.loads(line[6:])["state"])
        self.assertIn(states[0], ("idle", "running"))

    def test_job_can_be_stopped(self):
        for number in range(60):
            self.write(f"{number}.png", pictures.png(number))
        server = self.serve()
        server.ask("POST", "/api/roots", {"path": str(self.photos)})
        self.assertEqual(server.ask("DELETE", "/api/index").status, 202)
        self.assertIn(server.wait_until_idle()["state"], ("stopped", "done"))
        server.ask("POST", "/api/index")
        server.wait_until_idle()
        self.assertEqual(server.get("/api/status").json["photos"], 60)

    def test_models(self):
        self.write("a.png", pictures.png(1))
        self.index()
        server = self.serve()
        models = server.get("/api/models").json["models"]
        self.assertEqual([(each["name"], each["active"]) for each in models], [("default", True)])
        self.check_problem(server.ask("POST", "/api/models/use", {"name": "nonsense"}), 404)
        self.assertEqual(server.ask("POST", "/api/models/use", {"name": "default"}).status, 202)
        self.assertEqual(server.wait_until_idle()["state"], "done")

    def test_ctrl_c_ends_it_cleanly_also_while_reading(self):
        for number in range(60):
            self.write(f"{number}.png", pictures.png(number))
        server = self.serve()
        server.ask("POST", "/api/roots", {"path": str(self.photos)})
        self.assertEqual(server.stop()[0], OK)
        self.assertFalse((self.home / "run" / "socket").exists())
        self.index()
        self.assertEqual(len(self.search("x", "-k", "0")["results"]), 60)

    def test_second_server_is_refused(self):
        self.serve()
        answer = self.run_shoebox("serve", "--port", "0", expect=ERROR)
        self.assertIn("writing", answer.err)


class Strangers(Library):
    def test_names_that_are_not_ours_are_refused(self):
        for host in ("evil.example", f"evil.example:{self.server.port}", "", "127.0.0.1.evil.example"):
            reply = self.get("/api/status", {"Host": host})
            self.assertEqual(reply.status, 421, host)
            self.assertNotIn(b"photos", reply.body)
        self.assertEqual(self.get("/", {"Host": "evil.example"}).status, 421)

    def test_other_sites_may_not_use_the_browser(self):
        for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-site"}):
            self.check_problem(self.ask("POST", "/api/history", {"q": "x"}, headers), 403)
        self.check_problem(self.get("/api/status", {"Sec-Fetch-Site": "cross-site"}), 403)
        own = f"http://127.0.0.1:{self.server.port}"
        self.assertEqual(self.ask("POST", "/api/history", {"q": "x"}, {"Origin": own, "Sec-Fetch-Site": "same-origin"}).status, 204)

    def test_every_reply_is_guarded(self):
        for path in ("/", "/api/status", "/api/nonsense", "/nonsense.js", "/api/docs"):
            headers = self.get(path).headers
            policy = headers["content-security-policy"]
            self.assertIn("script-src 'self';", policy, path)
            self.assertNotIn("unsafe-eval", policy)
            self.assertEqual(headers["x-content-type-options"], "nosniff")
            self.assertEqual(headers["cross-origin-resource-policy"], "same-origin")

    def test_nothing_but_the_page_and_the_photos_is_sent(self):
        for path in ("/../shoebox.db", "/%2e%2e/shoebox.db", "/..%2fshoebox.db", "//etc/passwd", "/assets/../../../etc/passwd",
                     "/api/photos/..%2f..%2fetc%2fpasswd", "/api/photos/1/original/../../../etc/passwd", "/%00", "/%ff", "/.well-known/x.txt"):
            reply = self.get(path)
            self.assertIn(reply.status, (200, 400, 404), path)
            self.assertNotIn(b"root:", reply.body)
            self.assertNotIn(b"SQLite", reply.body)

    def test_unknown_addresses_and_methods(self):
        self.check_problem(self.get("/api/nonsense"), 404)
        reply = self.ask("PUT", "/api/search")
        self.check_problem(reply, 405)
        self.assertEqual(reply.headers["allow"], "GET, HEAD, POST")
        self.check_problem(self.ask("POST", "/"), 405)
        self.check_problem(self.ask("TRACE", "/api/search"), 405)

    def raw(self, request, wait=True):
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=60) as connection:
            connection.sendall(request)
            if not wait:
                return b""
            reply = b""
            while piece := connection.recv(65536):
                reply += piece
            return reply

    def test_hostile_requests_do_not_end_it(self):
        self.assertIn(b" 431 ", self.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 90000 + b"\r\n\r\n")[:40])
        self.assertIn(b" 400 ", self.raw(b"nonsense\r\n\r\n")[:40])
        self.assertIn(b" 413 ", self.raw(b"POST /api/history HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n")[:40])
        self.raw(b"\x00" * 1000)
        self.raw(b"\x16\x03\x01\x02\x00\x01\x00", wait=False)
        self.raw(b"GET /api/search?q=x HTTP/1.1\r\nHost: localhost\r\n\r\n", wait=False)
        self.raw(b"POST /api/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\nabc", wait=False)
        self.assertEqual(self.get("/api/status").status, 200)

    def test_heads_have_16_kib_besides_a_question(self):
        def answer(fields, address=b"/api/session"):
            """To a head of so many bytes, the address not counted."""
            start, end = b"GET ", b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            rest = fields - len(start + end) - 2
            lines = b"".join(b"X: " + b"a" * (min(1000, rest - at) - 5) + b"\r\n" for at in range(0, rest, 1000))
            return self.raw(start + address + end + lines + b"\r\n")

        question = b"/api/suggest?q=" + b"%F0%9F%8C%BB" * 3990
        for address in (b"/api/session", question):
            for fields in (16000, 16 << 10):
                self.assertIn(b" 200 ", answer(fields, address)[:20], fields)
            for fields in (16500, 20000, 60000, 100000):
                reply = answer(fields, address)  # which ends because the server hangs up
                self.assertIn(b" 431 ", reply[:20], fields)
                self.assertEqual(reply.count(b"HTTP/1.1 "), 1)
        self.assertIn(b" 431 ", answer(1000, b"/?" + b"a" * 70000)[:20])
        self.assertEqual(self.get("/api/status").status, 200)

    def test_idle_and_slow_connections_leave_others_alone(self):
        idle = [socket.create_connection(("127.0.0.1", self.server.port)) for _ in range(300)]
        for number, connection in enumerate(idle):
            self.addCleanup(connection.close)
            if number % 2:
                connection.sendall(b"GET /api/search?q=x HTTP/1.1\r\nHo")
        self.assertEqual(self.get("/api/search", q="x").status, 200)
        self.assertEqual(self.get("/api/status").json["photos"], 12)

    def test_longest_question_is_answered(self):
        self.assertEqual(self.get("/api/search", q="\U0001f33b" * 4000).status, 200)
        self.check_problem(self.get("/api/search", q="\U0001f33b" * 4001), 400)

    def test_connection_is_kept_for_the_next_request(self):
        connection = self.server.connect()
        self.addCleanup(connection.close)
        ports = set()
        for _ in range(3):
            connection.request("GET", "/api/session")
            connection.getresponse().read()
            ports.add(connection.sock.getsockname())
        self.assertEqual(len(ports), 1)

    def test_many_at_once_get_their_own_answer(self):
        tiles = self.get("/api/search", q=WORDS, k=12).json["results"]
        expected = {each["photo_id"]: self.get(each["thumbnail"] + "&size=s").body for each in tiles}
        faults = []

        def work(number):
            for tile in tiles[number % 12:] + tiles[:number % 12]:
                if self.get(tile["thumbnail"] + "&size=s").body != expected[tile["photo_id"]]:
                    faults.append(tile)
                if self.get(f"/api/photos/{tile['photo_id']}").json["photo_id"] != tile["photo_id"]:
                    faults.append(tile)
                if self.get("/api/search", q=f"thing {number}", k=3).status != 200:
                    faults.append(number)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(faults, [])


class Described(Library):
    """Every kind of answer to a question as the document tells it; all other answers are held to it where they are asked for."""

    def test_answers_to_all_kinds_of_questions(self):
        for words in (WORDS, "2021年3月", "2021-03 not red", "weekend morning", "昨天晚上8点到10点", "last night 10pm", "rating:>=3 is:favourite",
                      "去年夏天在京都拍的猫", "camera:canon file:dated", "sunst in Parsi", "kind:video", "trip:kyoto", "-2021"):
            for more in ({}, {"explain": "true"}, {"sort": "time"}, {"no_fold": "true", "no_filters": "true"}):
                with self.subTest(words=words, **more):
                    self.assertEqual(self.get("/api/search", q=words, **more).status, 200)
        nothing = self.get("/api/search", q="2021 2019 picture").json
        self.assertEqual(nothing["results"], [])
        self.assertTrue(self.get("/api/search", q="2021-03-04").json["query"]["chips"])

    def test_pages_by_time_follow_each_other(self):
        by_time = self.get("/api/search", q=WORDS, k=100, sort="time").json["results"]
        seen, cursor = [], None
        while cursor or not seen:
            page = self.get("/api/search", q=WORDS, k=5, sort="time", **({"cursor": cursor} if cursor else {})).json
            seen, cursor = seen + page["results"], page["cursor"]
        self.assertEqual([each["photo_id"] for each in seen], [each["photo_id"] for each in by_time])
        self.assertEqual(len(seen), 12)
        dated = self.get("/api/search", q="not red", k=100, sort="time").json["results"]  # no meaning: all are above the line
        self.assertEqual(dated[0]["taken_at"], "2021-03-04T05:06:07")

    def test_what_is_not_described_is_a_fault(self):
        def of(body, status=200):
            return described.reply_faults("GET", "/api/search?q=x", status, "application/json", json.dumps(body))
        answer = self.get("/api/search", q="2021").json
        self.assertEqual(of(answer), [])
        self.assertIn("'more'", of({**answer, "more": 1})[0])
        self.assertIn("'line' is missing", of({name: value for name, value in answer.items() if name != "line"})[0])
        self.assertIn("total", of({**answer, "total": "12"})[0])
        self.assertIn("'extra'", of({**answer, "results": [{**answer["results"][0], "extra": 1}]})[0])
        self.assertIn("chips[0].kind", of({**answer, "query": {**answer["query"], "chips": [{**answer["query"]["chips"][0], "kind": "x"}]}})[0])
        self.assertIn("not among", of(answer, 201)[0])

    def test_long_questions(self):
        self.assertEqual(self.get("/api/search", q="photo " * 333).status, 200)
        problem = self.check_problem(self.get("/api/search", q="猫" * 4001), 400)
        self.assertIn("4000", problem["detail"])


if __name__ == "__main__":
    unittest.main()
