// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The cheat codes that the tests use, of those that both Hardhat and forge answer.
interface Vm {
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    // ── the chain ──

    function warp(uint256 second) external;

    function roll(uint256 number) external;

    function chainId(uint256 id) external;

    /// @dev Read time through this: the optimizer may keep `block.timestamp` across a `warp`.
    function getBlockTimestamp() external view returns (uint256);

    function getBlockNumber() external view returns (uint256);

    function snapshotState() external returns (uint256 snapshot);

    function revertToState(uint256 snapshot) external returns (bool);

    // ── who calls ──

    function prank(address sender) external;

    function startPrank(address sender) external;

    function stopPrank() external;

    // ── accounts ──

    function deal(address account, uint256 balance) external;

    function etch(address account, bytes calldata code) external;

    function store(address account, bytes32 slot, bytes32 value) external;

    function load(address account, bytes32 slot) external view returns (bytes32);

    function label(address account, string calldata name) external;

    function addr(uint256 key) external pure returns (address);

    function sign(uint256 key, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);

    /// @param artifact such as `Pools.sol:Pools`
    function getCode(string calldata artifact) external view returns (bytes memory);

    // ── what is expected ──

    function expectRevert() external;

    function expectRevert(bytes calldata data) external;

    function expectRevert(bytes4 selector) external;

    function expectPartialRevert(bytes4 selector) external;

    function expectEmit() external;

    function expectEmit(address emitter) external;

    function expectEmit(bool topic1, bool topic2, bool topic3, bool data, address emitter) external;

    function expectCall(address callee, bytes calldata data) external;

    function recordLogs() external;

    function getRecordedLogs() external returns (Log[] memory);

    function mockCall(address callee, bytes calldata data, bytes calldata answer) external;

    function clearMockedCalls() external;

    function assume(bool condition) external pure;

    // ── assertions; the last argument says what differs ──

    function assertTrue(bool condition, string calldata label) external pure;

    function assertFalse(bool condition, string calldata label) external pure;

    function assertEq(bool left, bool right, string calldata label) external pure;

    function assertEq(uint256 left, uint256 right, string calldata label) external pure;

    function assertEq(int256 left, int256 right, string calldata label) external pure;

    function assertEq(address left, address right, string calldata label) external pure;

    function assertEq(bytes32 left, bytes32 right, string calldata label) external pure;

    function assertEq(string calldata left, string calldata right, string calldata label) external pure;

    function assertEq(bytes calldata left, bytes calldata right, string calldata label) external pure;

    function assertEq(address[] calldata left, address[] calldata right, string calldata label) external pure;

    function assertNotEq(uint256 left, uint256 right, string calldata label) external pure;

    function assertNotEq(address left, address right, string calldata label) external pure;

    function assertNotEq(bytes32 left, bytes32 right, string calldata label) external pure;

    function assertLt(uint256 left, uint256 right, string calldata label) external pure;

    function assertLe(uint256 left, uint256 right, string calldata label) external pure;

    function assertGt(uint256 left, uint256 right, string calldata label) external pure;

    function assertGe(uint256 left, uint256 right, string calldata label) external pure;
}

Vm constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
