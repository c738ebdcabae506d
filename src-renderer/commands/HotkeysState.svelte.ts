import { readStored, writeStored } from '../app/stored.ts';
import type { Command } from './Command.ts';
import { bindingsWith, bindingsWithout, isKeyBindings, withUserKeys } from './keyBindings.ts';
import type { KeyBindings } from './keyBindings.ts';

/** The user's own keys, remembered. */
export class HotkeysState {
  bindings: KeyBindings = $state.raw(readStored('hotkeys', isKeyBindings, {}));
  readonly isChanged = $derived(Object.keys(this.bindings).length > 0);

  apply(commands: readonly Command[]): Command[] {
    return withUserKeys(commands, this.bindings);
  }

  /** Gives a command this one key, taking it from whoever has it. */
  give(commands: readonly Command[], id: string, key: string): void {
    this.#keep(bindingsWith(commands, this.bindings, id, key));
  }

  takeAway(id: string): void {
    this.#keep({ ...this.bindings, [id]: [] });
  }

  /** Back to the command's usual keys. */
  reset(id: string): void {
    this.#keep(bindingsWithout(this.bindings, id));
  }

  resetAll(): void {
    this.#keep({});
  }

  #keep(bindings: KeyBindings): void {
    this.bindings = bindings;
    writeStored('hotkeys', bindings);
  }
}
