// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.28;

/// Logs fills as the venue's V2 exchanges do.
contract Matcher {
    event OrderFilled(
        bytes32 indexed orderHash, address indexed maker, address indexed taker, uint8 side, uint256 tokenId,
        uint256 makerAmountFilled, uint256 takerAmountFilled, uint256 fee, bytes32 builder, bytes32 metadata);

    function log(bytes32 orderHash, address maker, address taker, uint8 side, uint256 tokenId, uint256 given, uint256 taken, uint256 fee) external {
        emit OrderFilled(orderHash, maker, taker, side, tokenId, given, taken, fee, bytes32(0), bytes32(0));
    }
}
