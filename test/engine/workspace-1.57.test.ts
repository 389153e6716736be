import { describe } from 'vitest';
import { workspaceSuite } from './workspaceSuite';

describe('workspace on engine 1.57.2', () => workspaceSuite('1.57.2'));
