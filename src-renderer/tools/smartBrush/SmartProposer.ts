import type { PixelBox } from '../../../src-main/core/geometry.ts';
import type { BrushSweep } from '../../../src-main/core/labels/brush.ts';
import { eachSpan, joinSpans, spansOfMask } from '../../../src-main/core/labels/spans.ts';
import type { Spans } from '../../../src-main/core/labels/spans.ts';
import { smartStroke } from '../../../src-main/core/vision/smartStroke.ts';
import { sweptBox, sweptMask } from '../../../src-main/core/vision/sweptMask.ts';
import type { ComputeClient } from '../../compute/ComputeClient.ts';
import { words } from '../../messages/messages.ts';
import type { LoadedImage } from '../../pixels/LoadedImage.svelte.ts';
import { isGivenUp } from '../assist/assistProblem.ts';
import type { BrushProposer } from '../assist/ProposalBrush.ts';
import type { ToolTarget } from '../Tool.ts';
import { LiveClassifier } from './LiveClassifier.ts';
import { smartBrushOptions } from './smartBrushOptions.svelte.ts';

/** A brush that takes those pixels under it which a classifier, learnt from the image's labels, gives to the class in hand. */
export class SmartProposer implements BrushProposer {
  readonly tool = 'smartBrush';
  readonly #compute: ComputeClient;
  #classifier: LiveClassifier | null = null;

  constructor(compute: ComputeClient) {
    this.#compute = compute;
  }

  async prepare(target: ToolTarget, box: PixelBox): Promise<string | null> {
    if (box.width === 0) return null;
    const { image, sources } = target;
    const classifier = this.#classifierOf(image);
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    if (!(await classifier.learn(middle, sources.classCount))) return words.assist.smartBrush.fewClasses;
    try {
      await Promise.all([...image.labels.classes.tilesIn(box)].map((tile) => classifier.classify(tile)));
    } catch (thrown) {
      if (!isGivenUp(thrown)) throw thrown;
      return this.prepare(target, box);
    }
    return null;
  }

  propose({ image, classIndex }: ToolTarget, sweeps: readonly BrushSweep[]): Spans {
    const classifier = this.#classifierOf(image);
    const { classes } = image.labels;
    const loose: number[] = [];
    for (const tile of classes.tilesIn(sweptBox(image.record, sweeps))) {
      const classified = classifier.peek(tile);
      if (!classified) continue;
      const box = classes.tileBox(tile.column, tile.row);
      const mask = smartStroke(classified, sweptMask(image.record, sweeps, box), classIndex, smartBrushOptions.confidence).data;
      eachSpan(spansOfMask({ box, mask }), (y, x, end) => loose.push(y, x, end));
    }
    return joinSpans(loose);
  }

  #classifierOf(image: LoadedImage): LiveClassifier {
    if (this.#classifier?.image !== image) {
      this.#classifier?.end();
      this.#classifier = new LiveClassifier(this.#compute, image);
    }
    return this.#classifier;
  }
}
