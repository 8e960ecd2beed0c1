// Refusals of Amazon Bedrock and whom they meet: shared by the scenarios about models.

import type {SimulatedModel} from '../clouds/aws/scenario.ts';
import type {Fault} from '../scenario.ts';

export const opus = 'anthropic.claude-opus-5-5';
const pinned = ['opus-5-5', 'sonnet-5-5', 'haiku-5-5', 'fable-5-1'].map(name => `anthropic.claude-${name}`);

export const refusal = (status: number, type: string, message: string): Fault => ({status, type, message});
export const accessDenied = (message: string) => refusal(403, 'AccessDeniedException', message);
export const invalid = (message: string) => refusal(400, 'ValidationException', message);
export const notFound = (message: string) => refusal(404, 'ResourceNotFoundException', message);
export const forOpus = (model: SimulatedModel) => ({models: {[opus]: model}});
export const forAll = (model: SimulatedModel) => ({models: Object.fromEntries(pinned.map(id => [id, model]))});
