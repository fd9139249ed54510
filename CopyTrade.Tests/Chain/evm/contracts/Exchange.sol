// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.28;

interface ICollateral {
    function transfer(address to, uint256 value) external returns (bool);
    function transferFrom(address from, address to, uint256 value) external returns (bool);
}

interface IShares {
    function safeTransferFrom(address from, address to, uint256 id, uint256 value, bytes calldata data) external;
}

/// Stands where the venue's exchanges stand: one order against those that it met, all of it or nothing. It can move only what
/// both sides allowed it to move. The operator's word stands for the orders' signatures, which the venue has looked at.
contract Exchange {
    ICollateral constant DOLLARS = ICollateral(0xC011a7E12a19f7B1f670d46F03B03f3342E82DFB);
    IShares constant OUTCOMES = IShares(0x4D97DCd97eC945f40cF65F87097ACe5EA0476045);

    /// The first account of a Hardhat node.
    address constant OPERATOR = 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266;

    struct Taker {
        bytes32 order;
        address owner;
        bool buys;
        uint256 token;
        uint256 fee;
    }

    struct Maker {
        bytes32 order;
        address owner;
        uint256 shares;
        uint256 cash;
    }

    event OrderFilled(
        bytes32 indexed orderHash, address indexed maker, address indexed taker, uint8 side, uint256 tokenId,
        uint256 makerAmountFilled, uint256 takerAmountFilled, uint256 fee, bytes32 builder, bytes32 metadata);

    function settle(Taker calldata taker, Maker[] calldata makers) external {
        require(msg.sender == OPERATOR, "not the operator");
        uint256 shares;
        uint256 cash;
        for (uint256 i = 0; i < makers.length; i++) {
            shares += makers[i].shares;
            cash += makers[i].cash;
        }

        if (taker.buys) DOLLARS.transferFrom(taker.owner, address(this), cash + taker.fee);
        for (uint256 i = 0; i < makers.length; i++) meet(taker, makers[i]);
        if (!taker.buys) DOLLARS.transfer(taker.owner, cash - taker.fee);
        filled(taker.order, taker.owner, address(this), taker.buys, taker.token, shares, cash, taker.fee);
    }

    function meet(Taker calldata taker, Maker calldata maker) private {
        if (taker.buys) {
            OUTCOMES.safeTransferFrom(maker.owner, taker.owner, taker.token, maker.shares, "");
            DOLLARS.transfer(maker.owner, maker.cash);
        } else {
            DOLLARS.transferFrom(maker.owner, address(this), maker.cash);
            OUTCOMES.safeTransferFrom(taker.owner, maker.owner, taker.token, maker.shares, "");
        }

        filled(maker.order, maker.owner, taker.owner, !taker.buys, taker.token, maker.shares, maker.cash, 0);
    }

    function filled(bytes32 order, address owner, address other, bool buys, uint256 token, uint256 shares, uint256 cash, uint256 fee) private {
        emit OrderFilled(order, owner, other, buys ? 0 : 1, token, buys ? cash : shares, buys ? shares : cash, fee, bytes32(0), bytes32(0));
    }
}
