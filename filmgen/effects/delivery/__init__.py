"""Plates as files other departments open: OpenEXR, 16-bit PNG, ProRes 4444 and VP9 with alpha.

- `writer.write_plate_files`: frames in, a folder of files out, memory flat in their number;
- `reader.read_plate_files`, `plate_frames`, `over`: the same files back, and what a compositor
  does with them;
- `sidecar`: what the files are, as data and as JSON.

Inside, light is linear, BT.709 primaries, premultiplied, and may exceed alpha. EXR keeps just
that. The other formats hold straight alpha and values up to display white: `straight` parts a
picture into what they can hold and an *add* plate of the light beyond, `transfer` codes both.
"""
