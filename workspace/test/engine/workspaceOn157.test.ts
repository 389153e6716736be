import { describe } from 'vitest';
import { workspaceSuite } from './suite/suite';

describe('workspace on engine 1.57.2', () => workspaceSuite('1.57.2'));
