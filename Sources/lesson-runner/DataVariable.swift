import DataFolders
import Datasets
import Foundation

/// The data folder that the environment names.
enum DataVariable {
  /// Says so if it does not exist: lessons then run on their stand-ins, which is not what someone who sets it wants.
  static func warnIfMissing(_ options: CommonOptions) {
    let path = ProcessInfo.processInfo.environment[DataFolder.variable] ?? ""
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard !path.isEmpty, !isFolder.boolValue else { return }
    let problem = exists ? "which is a file, not a folder" : "which is not there"
    Console.errors(options).warn(
      "\(DataFolder.variable) names \(path), \(problem). Its data sets are not used.")
  }
}
