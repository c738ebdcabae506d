import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { EngineDescription } from '../engineApi.ts';

/**
 * What the engine's process leaves to a hidden window: `try`: WebGPU had its turn and is the window's to give, and should
 * it refuse, the process computes; `only`: WebGPU was asked for by name, and nothing else will do; null: nothing.
 */
export type WindowWish = 'try' | 'only' | null;

/** @param description of the engine in its process */
export function wishOf(description: EngineDescription): WindowWish {
  return description.backends.some(({ name, reason }) => name === 'webgpu' && isWindows(reason)) ? 'try' : null;
}

/** @param thrown by an engine in its process that can use none of the backends asked for */
export function wishOfRefusal(thrown: unknown): WindowWish {
  if (!(thrown instanceof SfumatoError) || thrown.said.code !== 'backendUnusable') return null;
  const notes = thrown.said.values['notes'] as unknown as readonly Message[];
  return notes.some(({ values }) => isWindows(values['reason'] as Message)) ? 'only' : null;
}

function isWindows(reason: Message): boolean {
  return reason.code === 'webgpuInWindow';
}

/** Whether the window computes with what it is there for. */
export function servesWebgpu(description: EngineDescription): boolean {
  return description.backends.some(({ name, chosen }) => name === 'webgpu' && chosen);
}

/** What became of the backends, where WebGPU in the window serves instead of what the process had chosen. */
export function withWindowServing(process: EngineDescription, window: EngineDescription): EngineDescription {
  const backends = process.backends.map((report) => {
    if (report.name === 'webgpu') return window.backends.find(({ name }) => name === 'webgpu') ?? report;
    return report.chosen ? { ...report, chosen: false, reason: say(report.name === 'wasm' ? 'readySlower' : 'fasterServes') } : report;
  });
  return { ...window, backends };
}

/** The same where the process goes on, with the window's reason. */
export function withWindowRefusing(process: EngineDescription, reason: Message): EngineDescription {
  return { ...process, backends: process.backends.map((report) => (report.name === 'webgpu' ? { ...report, reason } : report)) };
}
