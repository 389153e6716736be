import { describe } from 'vitest';
import { workspaceSuite } from './suite/suite';

describe('workspace on engine 1.53.1', () => workspaceSuite('1.53.1'));
