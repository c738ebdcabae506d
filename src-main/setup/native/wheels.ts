/** A file of the Python package index, pinned: pip refuses any other content. */
export interface Wheel {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}

/** What has to be fetched for one kind of machine. */
export interface WheelSet {
  readonly variant: 'cpu' | 'cuda';
  readonly wheels: readonly Wheel[];
  /** Tags pip is asked for; the libraries in the wheels do not depend on a Python version. */
  readonly platforms: readonly string[];
  /** To tell the user, in MB. */
  readonly downloadMegabytes: number;
  /** Room wanted in the cache while it is unpacked, in MB: the wheels and what comes out of them. */
  readonly roomMegabytes: number;
}

export const tensorflowVersion = '2.21.0';

const wheel = (name: string, version: string, sha256: string): Wheel => ({ name, version, sha256 });

const linuxX64: WheelSet = {
  variant: 'cpu',
  wheels: [wheel('tensorflow-cpu', tensorflowVersion, 'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb')],
  platforms: ['manylinux_2_27_x86_64'],
  downloadMegabytes: 274,
  roomMegabytes: 1300,
};

const linuxArm64: WheelSet = {
  variant: 'cpu',
  wheels: [wheel('tensorflow', tensorflowVersion, 'b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552')],
  platforms: ['manylinux_2_27_aarch64'],
  downloadMegabytes: 280,
  roomMegabytes: 1500,
};

/** TensorFlow's extra `and-cuda`. Its library looks for `../nvidia/<part>/lib`, which is these wheels' own layout. */
const linuxX64Cuda: WheelSet = {
  variant: 'cuda',
  wheels: [
    wheel('tensorflow', tensorflowVersion, 'b3b95643c4e70eb925839938fb35cbe142f317ec84af6844ee61513713bb13c0'),
    wheel('nvidia-cublas-cu12', '12.9.3.13', 'd7d51055f161b317c7105ddaae90e71eda059026074ffef93cf7cde2886bfe72'),
    wheel('nvidia-cuda-cupti-cu12', '12.8.90', 'ea0cb07ebda26bb9b29ba82cda34849e73c166c18162d3913575b0c9db9a6182'),
    wheel('nvidia-cuda-nvcc-cu12', '12.9.86', '5d6a0d32fdc7ea39917c20065614ae93add6f577d840233237ff08e9a38f58f0'),
    wheel('nvidia-cuda-nvrtc-cu12', '12.9.86', '210cf05005a447e29214e9ce50851e83fc5f4358df8b453155d5e1918094dcb4'),
    wheel('nvidia-cuda-runtime-cu12', '12.9.79', '25bba2dfb01d48a9b59ca474a1ac43c6ebf7011f1b0b8cc44f54eb6ac48a96c3'),
    wheel('nvidia-cudnn-cu12', '9.28.0.42', '9ff58b7f36dacd0a93e89f8f2957b52466889217963701daa15e577317cfa375'),
    wheel('nvidia-cufft-cu12', '11.4.1.4', 'c67884f2a7d276b4b80eb56a79322a95df592ae5e765cf1243693365ccab4e28'),
    wheel('nvidia-curand-cu12', '10.3.10.19', '49b274db4780d421bd2ccd362e1415c13887c53c214f0d4b761752b8f9f6aa1e'),
    wheel('nvidia-cusolver-cu12', '11.7.5.82', '15da72d1340d29b5b3cf3fd100e3cd53421dde36002eda6ed93811af63c40d88'),
    wheel('nvidia-cusparse-cu12', '12.5.10.65', '73060ce019ac064a057267c585bf1fd5a353734151f87472ff02b2c5c9984e78'),
    wheel('nvidia-nccl-cu12', '2.32.3', 'bb94b2348e4861d5e8aa00b36c3d12d9bdf9c6369b82cbb723de0b582280a21c'),
    wheel('nvidia-nvjitlink-cu12', '12.9.86', 'e3f1171dbdc83c5932a45f0f4c99180a70de9bd2718c1ab77d14104f6d7147f9'),
  ],
  platforms: [
    'manylinux_2_27_x86_64',
    'manylinux_2_17_x86_64',
    'manylinux2014_x86_64',
    'manylinux_2_12_x86_64',
    'manylinux2010_x86_64',
  ],
  downloadMegabytes: 3400,
  roomMegabytes: 10_000,
};

/** A C++ compiler that pip can bring where the machine has none: Zig's, which is clang. */
export const zigWheels: Readonly<Record<string, WheelSet>> = {
  x64: {
    variant: 'cpu',
    wheels: [wheel('ziglang', '0.17.1', 'ea6cc5d87b033cf0aedfbc8f9549a908cae6c50ac31f1698188fa48a74524b54')],
    platforms: ['manylinux_2_12_x86_64', 'manylinux2010_x86_64'],
    downloadMegabytes: 90,
    roomMegabytes: 500,
  },
};

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: NodeJS.Architecture;
  /** An NVIDIA driver is loaded. */
  readonly hasNvidiaDriver: boolean;
}

/**
 * The wheels to try, best first, or the reason why this machine gets none.
 */
export function wheelSetsFor({ platform, arch, hasNvidiaDriver }: Machine): readonly WheelSet[] | string {
  if (platform !== 'linux') {
    const system = platform === 'win32' ? 'Windows' : platform === 'darwin' ? 'macOS' : platform;
    return `The set-up builds the native engine on Linux only so far; on ${system} WebAssembly serves.`;
  }
  if (arch === 'x64') return hasNvidiaDriver ? [linuxX64Cuda, linuxX64] : [linuxX64];
  if (arch === 'arm64') return [linuxArm64];
  return `TensorFlow has no library for Linux on ${arch}; WebAssembly serves.`;
}
