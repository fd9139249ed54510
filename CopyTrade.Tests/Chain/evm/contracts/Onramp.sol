// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.28;

interface IMintable {
    function transferFrom(address from, address to, uint256 value) external returns (bool);
    function mint(address to, uint256 value) external;
}

/// Stands where the venue's onramp stands: takes the caller's USDC.e and gives as much collateral.
contract Onramp {
    address constant BRIDGED = 0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174;
    IMintable constant COLLATERAL = IMintable(0xC011a7E12a19f7B1f670d46F03B03f3342E82DFB);

    error InvalidAsset();

    function wrap(address asset, address to, uint256 amount) external {
        if (asset != BRIDGED) revert InvalidAsset();
        IMintable(asset).transferFrom(msg.sender, address(this), amount);
        COLLATERAL.mint(to, amount);
    }
}
