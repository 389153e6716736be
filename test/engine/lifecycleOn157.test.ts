import { lifecycleSuite } from './lifecycleSuite';

lifecycleSuite('1.57.2');
