// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.28;

interface IOutcomes {
    function getCollectionId(bytes32 parent, bytes32 condition, uint256 indexSet) external view returns (bytes32);
    function getPositionId(address collateral, bytes32 collection) external pure returns (uint256);
    function balanceOf(address owner, uint256 id) external view returns (uint256);
    function safeTransferFrom(address from, address to, uint256 id, uint256 value, bytes calldata data) external;
    function redeemPositions(address collateral, bytes32 parent, bytes32 condition, uint256[] calldata indexSets) external;
}

interface IDollars {
    function balanceOf(address owner) external view returns (uint256);
    function transfer(address to, uint256 value) external returns (bool);
}

/// Stands where the venue's collateral adapters stand: takes the caller's outcome tokens, for which it must be an operator,
/// redeems them and hands the collateral back.
contract Redeemer {
    IOutcomes constant OUTCOMES = IOutcomes(0x4D97DCd97eC945f40cF65F87097ACe5EA0476045);

    function redeemPositions(address collateral, bytes32 parent, bytes32 condition, uint256[] calldata indexSets) external {
        for (uint256 i = 0; i < indexSets.length; i++) {
            uint256 id = OUTCOMES.getPositionId(collateral, OUTCOMES.getCollectionId(parent, condition, indexSets[i]));
            OUTCOMES.safeTransferFrom(msg.sender, address(this), id, OUTCOMES.balanceOf(msg.sender, id), "");
        }

        OUTCOMES.redeemPositions(collateral, parent, condition, indexSets);
        IDollars(collateral).transfer(msg.sender, IDollars(collateral).balanceOf(address(this)));
    }

    function onERC1155Received(address, address, uint256, uint256, bytes calldata) external pure returns (bytes4) {
        return this.onERC1155Received.selector;
    }
}
