// A chain in memory with Polygon's id. It knows no compiler: contracts are compiled by build.js.
const { TASK_NODE_SERVER_READY } = require('hardhat/builtin-tasks/task-names');

// The contracts stand before anybody hears that the node is ready.
subtask(TASK_NODE_SERVER_READY).setAction(async (node, _, runSuper) => {
  await require('./place.js').place(node.provider);
  await runSuper(node);
});

module.exports = { networks: { hardhat: { chainId: 137, allowUnlimitedContractSize: true } } };
