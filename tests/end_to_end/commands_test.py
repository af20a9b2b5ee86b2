#!/usr/bin/env python3
"""Commands besides index and search: settings, models, messages in two languages, help, completion, exit codes."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import unittest

import pictures
from shoebox import ERROR, OK, PROGRAM, ShoeboxTest

CHINESE = re.compile(r"[\u4e00-\u9fff]")
COMMANDS = ["index", "search", "status", "correct", "roots", "config", "model"]


class Help(ShoeboxTest):
    def test_every_command_has_help_with_examples(self):
        for command in COMMANDS:
            answer = self.run_shoebox(command, "--help", "--lang", "en", home=False)
            self.assertRegex(answer.out, "Example", command)
            self.assertIn(f"shoebox {command}", answer.out)
        answer = self.run_shoebox("--help", home=False)
        for command in COMMANDS:
            self.assertIn(command, answer.out)

    def test_language_by_option_and_by_locale(self):
        self.assertRegex(self.run_shoebox("--lang", "zh-CN", "--help", home=False).out, CHINESE)
        self.assertRegex(self.run_shoebox("search", "--help", "--lang", "zh-CN", home=False).out, CHINESE)
        by_locale = self.run_shoebox("--help", home=False, env=self.environment(LC_ALL="zh_CN.UTF-8"))
        self.assertRegex(by_locale.out, CHINESE)
        english = self.run_shoebox("status", "--help", home=False, env=self.environment(LC_ALL="fr_FR.UTF-8"))
        self.assertNotRegex(english.out, CHINESE)

    def test_errors_are_told_in_the_language(self):
        self.assertRegex(self.run_shoebox("--lang", "zh-CN", "search", "猫", expect=ERROR).err, CHINESE)
        self.assertNotRegex(self.run_shoebox("--lang", "en", "search", "cat", expect=ERROR).err, CHINESE)

    def test_errors_of_the_parser_are_told_in_the_language(self):
        for arguments in (["search", "x", "-k", "-1"], ["search", "x", "--frobnicate"], ["completion"], ["model"],
                          ["serve", "--port", "many"], ["config", "get", "colour"], ["config", "set", "jobs", "many"],
                          ["config", "set", "jobs"], ["correct", "a.jpg", "--undo"]):
            answer = self.run_shoebox("--lang", "zh", *arguments, expect=ERROR)
            self.assertRegex(answer.err, CHINESE)
            self.assertNotRegex(answer.err, r"required|not in range|expected|请求有误|there is|say ")

    def test_reasons_of_skipped_files_are_told_in_the_language(self):
        (self.photos / "link.jpg").symlink_to(self.work / "nothing.jpg")
        answer = self.run_shoebox("--lang", "zh-CN", "index", self.photos)
        self.assertIn("链接没有指向任何文件", answer.err)

    def test_undo_takes_no_files(self):
        for also in (["a.jpg"], ["--camera", "X100"]):
            self.assertIn("--undo", self.run_shoebox("correct", *also, "--undo", expect=ERROR).err)

    def test_version(self):
        self.assertRegex(self.run_shoebox("--version", home=False).out, r"^shoebox \d+\.\d+\.\d+")

    def test_unknown_things_are_errors_that_name_them(self):
        for arguments in (["frobnicate"], ["frobnicate", "--json"], ["search", "x", "--frobnicate"], ["search", "--frobnicate", "x"]):
            answer = self.run_shoebox(*arguments, expect=ERROR)
            self.assertIn("frobnicate", answer.err)

    def test_completion_loads_in_the_shells_that_are_here(self):
        for shell in ("bash", "zsh", "fish"):
            script = self.run_shoebox("completion", shell, home=False).out
            self.assertIn("search", script)
            if shutil.which(shell):
                check = subprocess.run([shell, "-n"], input=script, text=True, capture_output=True, check=False)
                self.assertEqual(check.returncode, 0, check.stderr)

    def test_completion_offers_the_values_of_short_lists(self):
        if not shutil.which("bash"):
            self.skipTest("no bash here")
        script = self.run_shoebox("completion", "bash", home=False).out
        for words, expected in ((["completion", ""], "bash zsh fish"), (["--lang", ""], "zh-CN en"),
                                (["config", "set", "j"], "jobs"), (["ma"], "man")):
            line = " ".join(f"'{word}'" for word in ["shoebox", *words])
            ask = f"{script}\nCOMP_WORDS=({line}) COMP_CWORD={len(words)}\n_shoebox\necho \"${{COMPREPLY[*]}}\""
            done = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=False)
            self.assertEqual(done.stdout.strip(), expected, done.stderr)

    def test_output_error_is_reported(self):
        if not pathlib.Path("/dev/full").exists():
            self.skipTest("no /dev/full here")
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "--help"], stdout=full, stderr=subprocess.PIPE, check=False, env=self.environment())
        self.assertEqual(done.returncode, ERROR)


class Settings(ShoeboxTest):
    def test_value_is_kept_and_reset(self):
        self.run_shoebox("config", "set", "jobs", "3")
        self.assertEqual(self.run_shoebox("config", "get", "jobs").out.strip(), "3")
        self.assertIn("3", json.dumps(self.run_shoebox("config", "get", "jobs", "--json").json))
        self.run_shoebox("config", "set", "jobs", "")
        self.assertNotEqual(self.run_shoebox("config", "get", "jobs").out.strip(), "3")

    def test_a_forgotten_value_changes_nothing(self):
        self.run_shoebox("config", "set", "exclude", "*.tmp")
        self.assertIn("exclude", self.run_shoebox("config", "set", "exclude", expect=ERROR).err)
        self.assertEqual(self.run_shoebox("config", "get", "exclude").out.strip(), "*.tmp")

    def test_unknown_key_and_wrong_value_are_errors(self):
        self.assertIn("time_zone", self.run_shoebox("config", "set", "colour", "red", expect=ERROR).err)
        self.run_shoebox("config", "set", "jobs", "many", expect=ERROR)

    def test_damaged_settings_file_is_an_error_that_names_it(self):
        self.run_shoebox("config", "set", "jobs", "3")
        (self.home / "config.toml").write_text("jobs = [")
        self.assertIn("config.toml", self.run_shoebox("config", "get", "jobs", expect=ERROR).err)

    def test_home_by_option_environment_and_xdg(self):
        self.write("a.png", pictures.png(1))
        self.run_shoebox("index", self.photos, home=False, env=self.environment(SHOEBOX_HOME=str(self.work / "one")))
        self.assertTrue((self.work / "one" / "shoebox.db").exists())
        self.run_shoebox("index", self.photos, home=False, env=self.environment(XDG_DATA_HOME=str(self.work / "two")))
        self.assertTrue((self.work / "two" / "shoebox" / "shoebox.db").exists())

    def test_home_is_for_the_user_alone(self):
        self.write("a.png", pictures.png(1))
        self.index()
        self.assertEqual(self.home.stat().st_mode & 0o077, 0)


class Models(ShoeboxTest):
    def default_folder(self):
        return pathlib.Path(self.run_shoebox("model", "list", "--json").json[0]["folder"])

    def test_default_model_is_listed_and_answers(self):
        models = self.run_shoebox("model", "list", "--json").json
        self.assertEqual([(each["name"], each["active"]) for each in models], [("default", True)])
        self.assertTrue(models[0]["licence"])

    def test_second_bundle_is_added_and_used(self):
        """A copy of the default bundle that crops instead of squashing: another space, an ordinary bundle."""
        path = self.write("a.png", pictures.png(1))
        self.index()
        copy = self.work / "other"
        shutil.copytree(self.default_folder(), copy)
        settings = copy / "visual/preprocess_cfg.json"
        settings.write_text(json.dumps({**json.loads(settings.read_text()), "resize_mode": "shortest"}))
        self.run_shoebox("model", "add", copy)
        self.assertIn("other", [each["name"] for each in self.run_shoebox("model", "list", "--json").json])
        self.run_shoebox("model", "use", "other")
        self.assertEqual(self.active(), ["other"])
        answer = self.search("--image", path)
        self.assertEqual((answer["results"][0]["path"], answer["model"]), (str(path), "other"))
        self.run_shoebox("model", "use", "default")
        self.assertEqual(self.active(), ["default"])

    def active(self):
        return [each["name"] for each in self.run_shoebox("model", "list", "--json").json if each["active"]]

    def test_damaged_bundle_names_the_file(self):
        source = self.default_folder()
        for name, content in {"config.json": b"{", "visual/model.onnx": b"", "textual/tokenizer.json": b"[]", "textual/model.onnx": None}.items():
            copy = self.work / f"bad-{pathlib.Path(name).name}-{pathlib.Path(name).parent.name}"
            shutil.copytree(source, copy)
            if content is None:
                (copy / name).unlink()
            else:
                (copy / name).write_bytes(content)
            answer = self.run_shoebox("model", "add", copy, expect=ERROR)
            self.assertIn(pathlib.Path(name).name, answer.err)

    def test_folder_without_a_model_is_refused(self):
        self.run_shoebox("model", "add", self.photos, expect=ERROR)
        self.run_shoebox("model", "use", "nonsense", expect=ERROR)


class Surroundings(ShoeboxTest):
    def test_program_works_from_anywhere_and_through_a_link(self):
        self.write("a.png", pictures.png(1))
        link = self.work / "bin" / "shoebox"
        link.parent.mkdir()
        link.symlink_to(PROGRAM)
        done = subprocess.run([link, "--home", self.home, "index", self.photos.name, "--json"], cwd=self.work, check=False,
                              capture_output=True, text=True, env=self.environment())
        self.assertEqual(done.returncode, OK, done.stderr)
        self.assertEqual(json.loads(done.stdout.splitlines()[-1])["added"], 1)

    def test_home_inside_the_photos_is_not_indexed(self):
        self.write("a.png", pictures.png(1))
        self.home = self.photos / "home"
        self.check_index(self.index(), added=1)
        self.check_index(self.index(), unchanged=1)

    def test_quiet_says_nothing(self):
        self.write("a.png", pictures.png(1))
        answer = self.run_shoebox("index", self.photos, "--quiet")
        self.assertEqual(answer.out + answer.err, "")

    def test_no_process_is_left_behind(self):
        self.write("a.png", pictures.png(1))
        self.index()
        left = [pid for pid in os.listdir("/proc") if pid.isdigit() and str(self.home) in command_line(pid)]
        self.assertEqual(left, [])


def command_line(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


if __name__ == "__main__":
    unittest.main()
