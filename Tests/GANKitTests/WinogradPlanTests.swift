import CKernels
import Testing

@testable import GANKit

/// How work with few tiles is shared out; that the bits do not depend on it is tested with the numbers of threads.
@Suite(
  "Winograd's convolution, cut for threads",
  .enabled(if: DirectConvolution() != nil, "this processor has no instructions for it"))
struct WinogradPlanTests {
  /// One image of 32x32 pixels and a 3x3 kernel: 64 tiles.
  private static func plan(channels: Int, kernels: Int) -> gk_winograd? {
    guard let direct = DirectConvolution() else { return nil }
    let geometry = ConvolutionGeometry(
      inputHeight: 32, inputWidth: 32, kernelHeight: 3, kernelWidth: 3, stride: 1, top: 1, bottom: 1, left: 1,
      right: 1)
    return gk_winograd(GK_F4_3, direct.tiles, geometry, images: 1, channels: channels, kernels: kernels)
  }

  @Test func aSinglePanelIsSharedByAllThreads() throws {
    let plan = try #require(Self.plan(channels: 32, kernels: 8))
    #expect(gk_winograd_panel_count(plan) == 1)
    #expect((1...4).map { plan.blockedForPanels(threads: $0).blocks } == [1, 2, 3, 4])
    #expect((1...4).map { gk_winograd_tap_items(plan.blockedForPanelSums(threads: $0)) } == [1, 2, 3, 4])
  }

  /// Each further block transforms the kernels of its panel again, which takes as long as 16 tiles.
  @Test func panelsThatAreEnoughAreNotCut() throws {
    let panel = try #require(Self.plan(channels: 32, kernels: 8)).tiles.lanes * 2
    for (panels, threads) in [(2, 2), (16, 6), (8, 10), (8, 3), (16, 10)] {
      let plan = try #require(Self.plan(channels: 256, kernels: panels * panel))
      #expect(gk_winograd_panel_count(plan) == panels)
      #expect(plan.blockedForPanels(threads: threads).blocks == 1, "\(panels) panels, \(threads) threads")
    }
  }
}
