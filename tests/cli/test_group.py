from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import handmade
import pytest
from click.testing import CliRunner, Result

from benchmarks.fixtures import FIXTURES
from zipingbiao.cli import main


def run(*arguments: str | Path, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return handmade.write_batch(tmp_path)


@pytest.mark.parametrize("name", main.commands)
def test_every_command_has_an_example_and_a_summary_in_both_languages(name: str) -> None:
    english, chinese = run(name, "--help"), run("--lang", "zh", name, "--help")
    assert f"zipingbiao {name}" in english.stdout.split("Example:")[1]
    command = main.commands[name]
    assert isinstance(command, click.Command)
    summary_zh = str(getattr(command, "zh", ""))
    assert summary_zh
    assert summary_zh in chinese.stdout
    assert summary_zh not in english.stdout
    assert summary_zh in run("--lang", "zh", "--help").stdout


def test_the_help_of_all_of_it_comes_in_the_language() -> None:
    english, chinese = run("--help").stdout, run("--help", LC_ALL="zh_CN.UTF-8").stdout
    assert "Exit status: 0 all clean" in english
    assert "zipingbiao convert 2022/ --out tables" in english.split("Example:")[1]
    assert "退出码：0 无问题" in chinese
    assert "Exit status" not in chinese


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (("--lang", "zh", "check"), {}),
        (("check", "--lang", "zh"), {}),
        (("check",), {"LC_ALL": "zh_CN.UTF-8"}),
        (("check",), {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}),
    ],
)
def test_chinese_by_option_and_by_locale(
    written: Path, arguments: tuple[str, ...], environment: dict[str, str]
) -> None:
    result = run(*arguments, written, **environment)
    assert "[错误] 得分合计 (score-sum)" in result.stdout
    assert "自评总分为 93.49" in result.stdout
    assert "The stated total" not in result.stdout


def test_the_option_counts_before_the_locale(written: Path) -> None:
    result = run("check", written, "--lang", "en", LC_ALL="zh_CN.UTF-8")
    assert "The stated total is 93.49" in result.stdout
    assert "[错误]" not in result.stdout


def test_an_unknown_language_is_a_wrong_call() -> None:
    result = run("rules", "--lang", "fr")
    assert result.exit_code == 2
    assert "'zh', 'en'" in result.stderr


def test_errors_come_in_the_language(tmp_path: Path) -> None:
    english, chinese = run("check", tmp_path / "x"), run("check", tmp_path / "x", "--lang", "zh")
    assert (english.exit_code, chinese.exit_code) == (2, 2)
    assert english.stderr == f"zipingbiao: no such file or folder: {tmp_path}/x; check the path\n"
    assert chinese.stderr == f"zipingbiao: 没有这个文件或文件夹：{tmp_path}/x，请检查路径\n"


@pytest.mark.parametrize(
    ("command", "english", "chinese"),
    [
        ("families", "gd-department  department", "gd-department  部门整体"),
        ("rules", "score-sum            error", "score-sum            错误"),
        ("doctor", "✓ recogniser (quick)", "✓ 识别模型（快速）"),
    ],
)
def test_lists_come_in_the_language(command: str, english: str, chinese: str) -> None:
    one, two = run(command).stdout, run(command, "--lang", "zh").stdout
    words = [" ".join(text.split()) for text in (one, two, english, chinese)]
    assert words[2] in words[0]
    assert words[3] in words[1]
    assert words[3] not in words[0]


def test_an_explanation_comes_in_the_language(written: Path) -> None:
    finding = "2022-科工商信局-score-sum-1"
    english = run("explain", finding, "-o", written).stdout
    chinese = run("explain", finding, "-o", written, "--lang", "zh").stdout
    assert "sum of scores (score-sum): the document's own" in english
    assert "page 1" in english
    assert "得分合计 (score-sum): 原表矛盾" in chinese
    assert "第 1 页" in chinese


def test_colours_are_for_terminals_alone(written: Path) -> None:
    assert "\x1b" not in run("check", written).output
    assert "\x1b[" in run("check", written, FORCE_COLOR="1").output
    assert "\x1b[3" not in run("check", written, FORCE_COLOR="1", NO_COLOR="1").output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("convert", "nowhere", "-o", "out"), "没有这个文件或文件夹："),
        (("check", "fixtures"), "fixtures：不是完整的输出文件夹"),
        (("explain", "x", "-o", "fixtures"), "fixtures：不是完整的输出文件夹"),
        (("apply", "fixtures", "x.csv"), "fixtures：不是可更正的输出文件夹"),
        (("watch", "nowhere", "-o", "out"), "nowhere：没有这个文件夹"),
        (("families", "--families", "nowhere"), "nowhere：没有这个文件夹"),
        (("check", "fixtures/transfer-text.txt", "--select", "WGTX"), "没有规则 'WGTX'"),
        (("show", "fixtures/transfer-text.txt", "-p", "9"), "没有第 9 页，共 1 页"),
        (("show", "fixtures/transfer-text.txt", "-o", "x.png"), "text 文件没有可绘制的页面"),
        (
            ("convert", "fixtures/transfer-text.txt", "-o", "x", "--format", "pdf"),
            "没有 'pdf' 格式",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_whatever_ends_a_command_is_one_line_of_chinese(
    arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fixtures").mkdir()
    name = "transfer-text.txt"
    (tmp_path / "fixtures" / name).write_bytes((FIXTURES / name).read_bytes())
    monkeypatch.chdir(tmp_path)
    result = run("--lang", "zh", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr.splitlines()[-1]
    assert result.stderr.splitlines()[-1].startswith("zipingbiao: ")


def test_an_interrupt_while_a_string_is_run_is_130_too(tmp_path: Path) -> None:
    (tmp_path / "called.py").write_text(
        "import sys, types\n"
        "def interrupted(*_): exec('raise KeyboardInterrupt')\n"
        "module = types.ModuleType('zipingbiao.batch.convert')\n"
        "module.convert_paths = interrupted\n"
        "sys.modules[module.__name__] = module\n"
        "from zipingbiao.cli import main\n"
        "main(['convert', 'x', '-o', 'y', '-q'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "called"], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 130
    assert "goes on where it ended" in done.stderr
