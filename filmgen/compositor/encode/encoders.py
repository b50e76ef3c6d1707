"""FFmpeg's encoders: what each is told, and which pixels it takes.

All give closed groups of pictures that begin with a key frame, and all but x265 no B-frames:
frames lie in the file in the order they are shown. So a segment starts at time 0 by itself,
the film needs no edit list to say so, a player that ignores edit lists keeps sound and picture
together, and stepping backwards decodes little. With x264 at CRF 20, veryfast, that costs
10 % of size and saves a quarter of the encoder's time; with x265 it would cost a fifth of both,
and a file larger than H.264's is not what H.265 is asked for.

ProRes is FFmpeg's `prores_aw`: a third of the time of `prores_ks`, and 2 dB nearer at a third
more than Apple's data rates.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Encoder:
    """One of FFmpeg's encoders.

    Attributes:
        name: FFmpeg's.
        options: "{crf}" and "{preset}" stand for the encoding's, "{quality}" for CRF on a
            scale of 100 (best) to 1, "{threads}" for threads it may use.
        pixels: the layout it takes; FFmpeg converts 4:2:0 where it is another.
        setup: options before the input. upload: a filter that brings frames to the device.
    """

    name: str
    options: tuple[str, ...]
    pixels: str = "yuv420p"
    setup: tuple[str, ...] = ()
    upload: str = ""


_PRORES = ("-vendor", "apl0", "-threads", "{threads}")
# One thread: frames in parallel would be coded by what the frames before them cost.
_X265 = "log-level=error:info=0:open-gop=0:pools=none:frame-threads=1:wpp=0"
_NVENC = ("-preset", "p4", "-tune", "hq", "-rc", "vbr", "-cq", "{crf}", "-b:v", "0", "-bf", "0")
_QSV = ("-preset", "veryfast", "-global_quality", "{crf}", "-bf", "0")
_AMF = ("-quality", "balanced", "-rc", "cqp", "-qp_i", "{crf}", "-qp_p", "{crf}")
_VAAPI = ("-rc_mode", "CQP", "-qp", "{crf}", "-bf", "0")
_DEVICE = ("-vaapi_device", "/dev/dri/renderD128")
_TOOLBOX = ("-q:v", "{quality}", "-bf", "0", "-realtime", "0")

ENCODERS = {
    encoder.name: encoder
    for encoder in (
        Encoder(
            "libx264",
            (
                *("-preset", "{preset}", "-crf", "{crf}", "-threads", "{threads}", "-bf", "0"),
                *("-x264-params", "open-gop=0:force-cfr=1"),
            ),
        ),
        Encoder("libx265", ("-preset", "{preset}", "-crf", "{crf}", "-x265-params", _X265)),
        Encoder("prores_aw", _PRORES, "yuv422p10le"),
        Encoder("h264_nvenc", _NVENC),
        Encoder("hevc_nvenc", _NVENC),
        Encoder("h264_videotoolbox", _TOOLBOX),
        Encoder("hevc_videotoolbox", _TOOLBOX),
        Encoder("h264_qsv", _QSV, "nv12"),
        Encoder("hevc_qsv", _QSV, "nv12"),
        Encoder("h264_amf", (*_AMF, "-bf", "0"), "nv12"),
        Encoder("hevc_amf", _AMF, "nv12"),
        Encoder("h264_vaapi", _VAAPI, "vaapi", _DEVICE, "format=nv12,hwupload"),
        Encoder("hevc_vaapi", _VAAPI, "vaapi", _DEVICE, "format=nv12,hwupload"),
    )
}

HARDWARE = ("nvenc", "videotoolbox", "qsv", "amf", "vaapi")
"""In the order in which "auto" tries them."""
