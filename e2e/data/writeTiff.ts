export interface TiffPlanes {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly slices: number;
  /** Channel by channel of the first slice, then of the second …; a byte a pixel. */
  readonly planes: readonly Uint8Array[];
}

/** An OME-TIFF, a page a plane, little endian and uncompressed (TIFF 6.0; Goldberg et al. 2005, doi:10.1186/gb-2005-6-5-r47). */
export function writeTiff({ width, height, channels, slices, planes }: TiffPlanes): Uint8Array {
  const description = Buffer.from(omeXml({ width, height, channels, slices }) + '\0', 'latin1');
  const header = Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0]);
  const parts: Buffer[] = [header];
  let length = header.length;
  const put = (bytes: Uint8Array): number => {
    const at = length;
    // Offsets are even.
    const padded = Buffer.concat([bytes, Buffer.alloc(bytes.length % 2)]);
    parts.push(padded);
    length += padded.length;
    return at;
  };
  const descriptionAt = put(description);
  let pointer: { readonly in: Buffer; readonly at: number } = { in: header, at: 4 };
  for (const [index, plane] of planes.entries()) {
    const planeAt = put(plane);
    const tags: (readonly [tag: number, type: number, count: number, value: number])[] = [
      [256, 4, 1, width],
      [257, 4, 1, height],
      [258, 3, 1, 8],
      [259, 3, 1, 1],
      [262, 3, 1, 1],
      ...(index === 0 ? ([[270, 2, description.length, descriptionAt]] as const) : []),
      [273, 4, 1, planeAt],
      [277, 3, 1, 1],
      [278, 4, 1, height],
      [279, 4, 1, plane.length],
    ];
    const directory = Buffer.alloc(2 + tags.length * 12 + 4);
    directory.writeUInt16LE(tags.length, 0);
    tags.forEach(([tag, type, count, value], at) => {
      directory.writeUInt16LE(tag, 2 + at * 12);
      directory.writeUInt16LE(type, 4 + at * 12);
      directory.writeUInt32LE(count, 6 + at * 12);
      directory.writeUInt32LE(value, 10 + at * 12);
    });
    // Its length is even already, so what was put is the buffer's copy: the next page's place is written there.
    pointer.in.writeUInt32LE(put(directory), pointer.at);
    pointer = { in: parts.at(-1)!, at: directory.length - 4 };
  }
  return Buffer.concat(parts);
}

function omeXml({ width, height, channels, slices }: Omit<TiffPlanes, 'planes'>): string {
  const names = Array.from({ length: channels }, (_, at) => `<Channel ID="Channel:0:${at}" Name="Channel ${at + 1}" SamplesPerPixel="1"/>`);
  return (
    '<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0">' +
    `<Pixels ID="Pixels:0" DimensionOrder="XYCZT" Type="uint8" SizeX="${width}" SizeY="${height}" SizeC="${channels}" SizeZ="${slices}" ` +
    `SizeT="1" PhysicalSizeX="0.5" PhysicalSizeY="0.5" PhysicalSizeZ="1">${names.join('')}<TiffData/></Pixels></Image></OME>`
  );
}
