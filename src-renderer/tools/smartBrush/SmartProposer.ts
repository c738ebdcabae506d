import type { PixelBox } from '../../../src-main/core/geometry.ts';
import type { BrushSweep } from '../../../src-main/core/labels/brush.ts';
import { eachSpan, joinSpans, spansOfMask } from '../../../src-main/core/labels/spans.ts';
import type { Spans } from '../../../src-main/core/labels/spans.ts';
import type { ClassifiedWindow } from '../../../src-main/core/vision/classifier/predictForest.ts';
import { smartStroke } from '../../../src-main/core/vision/smartStroke.ts';
import { sweptBox, sweptMask } from '../../../src-main/core/vision/sweptMask.ts';
import type { ComputeClient } from '../../compute/ComputeClient.ts';
import { words } from '../../messages/messages.ts';
import type { LoadedImage } from '../../pixels/LoadedImage.svelte.ts';
import { assistProblem, isGivenUp } from '../assist/assistProblem.ts';
import type { BrushProposer } from '../assist/ProposalBrush.ts';
import { superpixelOptions } from '../superpixel/superpixelOptions.svelte.ts';
import type { ToolTarget } from '../Tool.ts';
import type { ToolPreview } from '../ToolPreview.ts';
import { LiveClassifier } from './LiveClassifier.ts';
import { smartBrushOptions } from './smartBrushOptions.svelte.ts';

/** How much of what the classifier sees lies over the image: less than what a stroke takes. */
const previewFill = 0.15;

/** A brush that takes those pixels under it which a classifier, learnt from the image's labels, gives to the class in hand. */
export class SmartProposer implements BrushProposer {
  readonly tool = 'smartBrush';
  readonly #compute: ComputeClient;
  #classifier: { readonly made: LiveClassifier; readonly unit: string } | null = null;
  readonly #shown = new WeakMap<ClassifiedWindow, readonly { readonly classIndex: number; readonly spans: Spans }[]>();
  #looksAround = false;

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
    void this.#classifyVisible(target, classifier);
    return null;
  }

  /** What the classifier makes of the tiles in sight, so that the hand sees where another stroke is needed. */
  surroundings({ image, visible, sources }: ToolTarget): ToolPreview {
    if (!smartBrushOptions.preview) return {};
    const classifier = this.#classifierOf(image);
    const { classes } = image.labels;
    const areas = [...classes.tilesIn(visible)].flatMap((tile) => {
      const classified = classifier.shown(tile);
      return classified ? this.#areasOf(classified, classes.tileBox(tile.column, tile.row)) : [];
    });
    return { areas: areas.map(({ classIndex, spans }) => ({ spans, colour: sources.colourOf(classIndex), fill: previewFill })) };
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

  /** Tile after tile, the worker being free for the brush between them. */
  async #classifyVisible(target: ToolTarget, classifier: LiveClassifier): Promise<void> {
    if (!smartBrushOptions.preview || this.#looksAround) return;
    this.#looksAround = true;
    try {
      for (const tile of target.image.labels.classes.tilesIn(target.visible)) {
        if (classifier.peek(tile)) continue;
        await classifier.classify(tile);
        target.previewChanged();
      }
    } catch (thrown) {
      if (!isGivenUp(thrown)) target.tell(assistProblem(thrown));
    } finally {
      this.#looksAround = false;
    }
  }

  /** Outlines are kept with what they are of: they are drawn at every move of the hand. Background is left bare. */
  #areasOf(classified: ClassifiedWindow, box: PixelBox): readonly { readonly classIndex: number; readonly spans: Spans }[] {
    let areas = this.#shown.get(classified);
    if (!areas) {
      areas = [...new Set(classified.classes)]
        .filter((classIndex) => classIndex > 0)
        .map((classIndex) => ({ classIndex, spans: spansOfMask({ box, mask: classified.classes.map((value) => (value === classIndex ? 1 : 0)) }) }));
      this.#shown.set(classified, areas);
    }
    return areas;
  }

  #classifierOf(image: LoadedImage): LiveClassifier {
    const superpixels = smartBrushOptions.unit === 'superpixels' ? superpixelOptions.rule(image.record.colour === 'rgb' ? 'rgb' : 'channels') : null;
    const unit = JSON.stringify(superpixels);
    if (this.#classifier?.made.image !== image || this.#classifier.unit !== unit) {
      this.#classifier?.made.end();
      this.#classifier = { made: new LiveClassifier(this.#compute, image, superpixels), unit };
    }
    return this.#classifier.made;
  }
}
