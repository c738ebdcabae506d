import { join } from 'node:path';

const pyramidEnding = '.pyramid';

/** @param name of a file in the folder of decoded images @returns the image it was made of */
export function contentHashOf(name: string): string {
  return name.endsWith(pyramidEnding) ? name.slice(0, -pyramidEnding.length) : name;
}

/** Where things lie in a project's folder. */
export class ProjectPaths {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  get database(): string {
    return join(this.folder, 'project.sqlite');
  }

  get blobs(): string {
    return join(this.folder, 'blobs');
  }

  /** Decoded images; made again from the blobs when missing. */
  get pixels(): string {
    return join(this.folder, 'cache', 'pixels');
  }

  get models(): string {
    return join(this.folder, 'models');
  }

  get predictions(): string {
    return join(this.folder, 'predictions');
  }

  get checkpoints(): string {
    return join(this.folder, 'checkpoints');
  }

  /** Curves and sample predictions of training runs. */
  get runs(): string {
    return join(this.folder, 'runs');
  }

  folders(): string[] {
    return [this.blobs, this.pixels, this.models, this.predictions, this.checkpoints, this.runs];
  }

  /** Full-size samples, row by row, as the engine reads them. */
  samples(contentHash: string): string {
    return join(this.pixels, contentHash);
  }

  /** Tiles of every level, as a window asks for them. */
  pyramid(contentHash: string): string {
    return join(this.pixels, `${contentHash}${pyramidEnding}`);
  }

  model(modelId: string): string {
    return join(this.models, modelId);
  }

  modelPredictions(modelId: string): string {
    return join(this.predictions, modelId);
  }

  checkpoint(jobId: string): string {
    return join(this.checkpoints, jobId);
  }
}
