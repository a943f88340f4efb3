"""Makes the tiny models beside this file, each with the types and shapes of one kind of export: `python make-tiny-models.py`.

Their weights mean nothing. Needs the packages onnx and numpy.
"""
import json
import pathlib

import numpy as np
from onnx import TensorProto as T, checker, helper as h, numpy_helper, save

HERE = pathlib.Path(__file__).parent
F16, F32, I32, I64 = T.FLOAT16, T.FLOAT, T.INT32, T.INT64
BETAS = {"num_train_timesteps": 1000, "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
WIDTH = 4


def value(name, kind, shape):
    return h.make_tensor_value_info(name, kind, shape)


def array(name, content, kind):
    dtype = {F16: np.float16, F32: np.float32, I64: np.int64}[kind]
    return numpy_helper.from_array(np.array(content, dtype=dtype), name)


def network(folder, nodes, inputs, outputs, arrays):
    model = h.make_model(
        h.make_graph(nodes, "tiny", inputs, outputs, arrays), opset_imports=[h.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model)
    folder.mkdir(parents=True, exist_ok=True)
    save(model, folder / "model.onnx")


def text_encoder(folder, ids, kind, shape, names):
    """The first output is a decoy where there are two names."""
    table = np.random.default_rng(1).normal(size=(len(VOCAB), WIDTH))
    outputs = [value(name, kind, [shape[0], shape[1], WIDTH]) for name in names]
    nodes = [h.make_node("Gather", ["table", "input_ids"], [names[-1]])]
    if len(names) == 2:
        nodes.append(h.make_node("Neg", [names[1]], [names[0]]))
    network(folder / "text_encoder", nodes, [value("input_ids", ids, shape)], outputs, [array("table", table, kind)])


def unet(folder, kind, sample, timestep, told=False, broken=False):
    """Half the sample, and a little of the prompt and the timestep; fails unless the timestep is shaped as it says."""
    time_kind, time_shape = timestep
    batch = sample[0]
    inputs = [value("sample", kind, sample), value("timestep", time_kind, time_shape),
              value("encoder_hidden_states", kind, [batch, "sequence", WIDTH])]
    arrays = [array("half", 0.5, kind), array("tenth", 0.1, kind), array("thousand", 1000, kind),
              array("one", [1], I64), array("axes", [2, 3], I64)]
    nodes = [
        h.make_node("Reshape", ["timestep", "one"], ["single"]) if len(time_shape) == 1
        else h.make_node("Unsqueeze", ["timestep", "zero"], ["single"]),
        h.make_node("Cast", ["single"], ["time"], to=kind),
        h.make_node("Div", ["time", "thousand"], ["late"]),
        h.make_node("ReduceMean", ["encoder_hidden_states"], ["states"], axes=[1, 2], keepdims=1),
        h.make_node("Unsqueeze", ["states", "three"], ["prompt"]),
        h.make_node("Mul", ["sample", "half"], ["halved"]),
        h.make_node("Add", ["prompt", "late"], ["told"]),
        h.make_node("Mul", ["told", "tenth"], ["little"]),
    ]
    arrays += [array("zero", [0], I64), array("three", [3], I64)]
    last = "sum"
    nodes.append(h.make_node("Add", ["halved", "little"], [last]))
    if told:
        inputs.append(value("timestep_cond", kind, [batch, 256]))
        nodes += [h.make_node("ReduceMean", ["timestep_cond"], ["mean"], axes=[1], keepdims=1),
                  h.make_node("Unsqueeze", ["mean", "axes"], ["guidance"]),
                  h.make_node("Add", [last, "guidance"], ["guided"])]
        last = "guided"
    if broken:
        nodes += [h.make_node("Sub", [last, last], ["nothing"]), h.make_node("Div", ["nothing", "nothing"], ["nan"])]
        last = "nan"
    nodes.append(h.make_node("Identity", [last], ["out_sample"]))
    network(folder / "unet", nodes, inputs, [value("out_sample", kind, sample)], arrays)


def vae_decoder(folder, kind, latent, factor):
    mix = np.random.default_rng(2).normal(size=(3, 4, 1, 1)) * 0.2
    nodes = [h.make_node("Conv", ["latent_sample", "mix"], ["colours"]),
             h.make_node("Resize", ["colours", "", "scales"], ["sample"], mode="nearest")]
    out = [latent[0], 3, "down", "across"]
    network(folder / "vae_decoder", nodes, [value("latent_sample", kind, latent)], [value("sample", kind, out)],
            [array("mix", mix, kind), array("scales", [1, 1, factor, factor], F32)])


def vae_encoder(folder, kind, factor):
    """Gives mean and variance, eight channels, as newer exports do."""
    mix = np.random.default_rng(3).normal(size=(8, 3, 1, 1)) * 0.5
    nodes = [h.make_node("AveragePool", ["sample"], ["small"], kernel_shape=[factor] * 2, strides=[factor] * 2),
             h.make_node("Conv", ["small", "mix"], ["latent_parameters"])]
    network(folder / "vae_encoder", nodes, [value("sample", kind, ["batch", 3, "height", "width"])],
            [value("latent_parameters", kind, ["batch", 8, "h", "w"])], [array("mix", mix, kind)])


def write(file, content):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content if isinstance(content, str) else json.dumps(content, indent=1, ensure_ascii=False) + "\n")


LETTERS = [chr(c) for c in range(33, 127)]
MERGES = ["c a", "ca t</w>", "! !</w>", "a b"]
VOCAB = LETTERS + [l + "</w>" for l in LETTERS] + [m.replace(" ", "") for m in MERGES]
VOCAB += ["<|startoftext|>", "<|endoftext|>"]


def small_files(folder, scheduler, tokenizer):
    write(folder / "model_index.json", {"_class_name": "OnnxStableDiffusionPipeline"})
    write(folder / "tokenizer" / "vocab.json", {token: id for id, token in enumerate(VOCAB)})
    write(folder / "tokenizer" / "merges.txt", "\n".join(["#version: 0.2"] + MERGES) + "\n")
    write(folder / "scheduler" / "scheduler_config.json", scheduler)
    if tokenizer:
        write(folder / "tokenizer" / "tokenizer_config.json", tokenizer)


def turbo():
    """As optimum exports Stable Diffusion Turbo in half precision."""
    folder = HERE / "turbo-like"
    small_files(folder, {"_class_name": "EulerDiscreteScheduler", **BETAS, "timestep_spacing": "trailing", "steps_offset": 1,
                         "prediction_type": "epsilon", "interpolation_type": "linear", "use_karras_sigmas": False,
                         "trained_betas": None, "timestep_type": "discrete"},
                {"model_max_length": 77, "pad_token": "!", "bos_token": {"content": "<|startoftext|>"}})
    text_encoder(folder, I64, F16, ["batch", "sequence"], ["pooler_output", "last_hidden_state"])
    unet(folder, F16, ["batch", 4, "height", "width"], (I64, ["steps"]))
    write(folder / "unet" / "config.json", {"in_channels": 4, "sample_size": 8, "block_out_channels": [4, 4]})
    vae_decoder(folder, F16, ["batch", 4, "height", "width"], 2)
    write(folder / "vae_decoder" / "config.json", {"latent_channels": 4, "scaling_factor": 0.5, "block_out_channels": [4, 4]})
    vae_encoder(folder, F16, 2)


def old():
    """As the first exports of Stable Diffusion 1.5 were: no configs, here with fixed shapes and a single timestep."""
    folder = HERE / "old-like"
    small_files(folder, {"_class_name": "PNDMScheduler", **BETAS, "set_alpha_to_one": False, "skip_prk_steps": True,
                         "steps_offset": 1, "trained_betas": None, "clip_sample": False}, None)
    text_encoder(folder, I32, F32, [1, 77], ["hidden"])
    unet(folder, F32, [1, 4, 4, 6], (F32, []))
    vae_decoder(folder, F32, [1, 4, 4, 6], 8)


def consistency():
    """A latent consistency model, which is told its guidance."""
    folder = HERE / "lcm-like"
    small_files(folder, {"_class_name": "LCMScheduler", **BETAS, "original_inference_steps": 50}, None)
    text_encoder(folder, I32, F32, ["batch", 77], ["last_hidden_state"])
    unet(folder, F32, ["batch", 4, "height", "width"], (I64, ["batch"]), told=True)
    write(folder / "unet" / "config.json", {"sample_size": 4})
    vae_decoder(folder, F32, ["batch", 4, "height", "width"], 8)


def broken():
    """Predicts nothing that is a number."""
    folder = HERE / "broken-like"
    small_files(folder, {"_class_name": "DDIMScheduler", **BETAS, "clip_sample": False}, None)
    text_encoder(folder, I32, F32, ["batch", 77], ["last_hidden_state"])
    unet(folder, F32, ["batch", 4, "height", "width"], (I64, ["steps"]), broken=True)
    write(folder / "unet" / "config.json", {"sample_size": 4})
    vae_decoder(folder, F32, ["batch", 4, "height", "width"], 8)


for make in (turbo, old, consistency, broken):
    make()
