// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.28;

struct ProxyCall {
    uint8 typeCode;
    address payable to;
    uint256 value;
    bytes data;
}

/// Stands where the venue's factory of proxy wallets stands, with its interface and its addresses: does calls in the name of
/// the wallet that belongs to whoever asks.
contract ProxyFactory {
    bytes32 constant WALLET_CODE = 0xd21df8dc65880a8606f09fe0ce3df9b8869287ab0b058be05aa9e8af6330a00b;

    function proxy(ProxyCall[] calldata calls) external payable returns (bytes[] memory) {
        bytes32 salt = keccak256(abi.encodePacked(msg.sender));
        address wallet = address(uint160(uint256(keccak256(abi.encodePacked(bytes1(0xff), address(this), salt, WALLET_CODE)))));
        require(wallet.code.length > 0, "no wallet");
        return ProxyWallet(payable(wallet)).proxy{value: msg.value}(calls);
    }
}

/// A wallet that obeys the factory. Ours, not the venue's: placed at the address that the venue's would have.
contract ProxyWallet {
    address constant FACTORY = 0xaB45c5A4B0c941a2F231C04C3f49182e1A254052;

    function proxy(ProxyCall[] calldata calls) external payable returns (bytes[] memory answers) {
        require(msg.sender == FACTORY, "not the factory");
        answers = new bytes[](calls.length);
        for (uint256 i = 0; i < calls.length; i++) {
            require(calls[i].typeCode == 1, "not a call");
            (bool done, bytes memory answer) = calls[i].to.call{value: calls[i].value}(calls[i].data);
            require(done, "the call failed");
            answers[i] = answer;
        }
    }

    function onERC1155Received(address, address, uint256, uint256, bytes calldata) external pure returns (bytes4) {
        return this.onERC1155Received.selector;
    }

    receive() external payable {}
}
