/** What happened in the review, for those who hear the window. What is said in one step is one sentence after the other. */
export class Announcer {
  text = $state('');
  #parts: string[] = [];

  say(text: string): void {
    if (this.#parts.length === 0) {
      queueMicrotask(() => {
        this.text = this.#parts.join(' ');
        this.#parts = [];
      });
    }
    this.#parts.push(text.endsWith('.') ? text : `${text}.`);
  }
}
