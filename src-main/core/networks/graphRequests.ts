export interface ImportModelRequest {
  /** The ONNX file. */
  readonly path: string;
  /** Folder to make; the model appears in it whole or not at all. */
  readonly modelFolder: string;
  /** What the network's outputs mean, in their order. */
  readonly classNames: readonly string[];
}

export interface ExportModelRequest {
  readonly modelFolder: string;
  /** The project's name for it, kept in the file. */
  readonly modelId: string;
  /** The file to write. */
  readonly path: string;
}

export interface ExportModelOutcome {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}
