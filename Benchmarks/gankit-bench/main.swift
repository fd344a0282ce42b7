print("gankit-bench")
