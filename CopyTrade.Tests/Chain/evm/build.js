// Compiles our contracts and takes the Gnosis builds as they are: code.json holds the runtime code of each contract.
const fs = require('fs');
const path = require('path');
const solc = require('solc');

const folder = path.join(__dirname, 'contracts');
const sources = Object.fromEntries(fs.readdirSync(folder).map(name => [name, { content: fs.readFileSync(path.join(folder, name), 'utf8') }]));
const output = JSON.parse(solc.compile(JSON.stringify({
  language: 'Solidity',
  sources,
  settings: { evmVersion: 'paris', optimizer: { enabled: true, runs: 200 }, outputSelection: { '*': { '*': ['evm.deployedBytecode.object'] } } },
})));
const errors = (output.errors || []).filter(error => error.severity === 'error');
if (errors.length > 0) {
  console.error(errors.map(error => error.formattedMessage).join('\n'));
  process.exit(1);
}

const code = {};
for (const file of Object.values(output.contracts)) {
  for (const [name, contract] of Object.entries(file)) {
    if (contract.evm.deployedBytecode.object) code[name] = '0x' + contract.evm.deployedBytecode.object;
  }
}

const gnosis = name => require('@gnosis.pm/' + name).deployedBytecode;
code.ConditionalTokens = gnosis('conditional-tokens-contracts/build/contracts/ConditionalTokens.json');
code.SafeSingleton = gnosis('safe-contracts/build/artifacts/contracts/GnosisSafeL2.sol/GnosisSafeL2.json');
code.SafeProxy = gnosis('safe-contracts/build/artifacts/contracts/proxies/GnosisSafeProxy.sol/GnosisSafeProxy.json');
code.SafeHandler = gnosis('safe-contracts/build/artifacts/contracts/handler/CompatibilityFallbackHandler.sol/CompatibilityFallbackHandler.json');
fs.writeFileSync(path.join(__dirname, 'code.json'), JSON.stringify(code));
