// node run.js PORT: the chain, until standard input closes. Whoever started it may die in any way.
process.argv = [process.argv[0], 'hardhat', 'node', '--hostname', '127.0.0.1', '--port', process.argv[2]];
process.stdin.resume();
process.stdin.on('end', () => process.exit());
require('hardhat/internal/cli/cli');
