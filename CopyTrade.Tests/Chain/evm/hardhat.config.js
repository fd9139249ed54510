// A chain in memory with Polygon's id. It knows no compiler: contracts are compiled by build.js.
module.exports = { networks: { hardhat: { chainId: 137, allowUnlimitedContractSize: true } } };
