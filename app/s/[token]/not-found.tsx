export { DeadLink as default } from '../../_share/DeadLink';
