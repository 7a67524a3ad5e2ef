using Microsoft.ML.OnnxRuntime;

namespace Platform.Inference;

/// <summary>Opens ONNX graphs on the provider asked for.</summary>
public static class Providers
{
    /// <summary>Opens a graph in float32.</summary>
    /// <param name="path">The graph.</param>
    /// <param name="provider">Where it should run.</param>
    /// <param name="threads">Threads per operator on the CPU; 0: one per core.</param>
    /// <returns>The session and where it runs: <see cref="Provider.Cuda"/> or <see cref="Provider.Cpu"/>.</returns>
    /// <exception cref="InvalidOperationException">CUDA was asked for and is not available.</exception>
    /// <exception cref="OnnxRuntimeException">The graph cannot be loaded.</exception>
    /// <exception cref="UnavailableModelException">It does not fit into the memory that is free.</exception>
    public static (InferenceSession Session, Provider Runs) Open(string path, Provider provider, int threads) =>
        Open(new ModelGraph(path, ModelGraph.Single, provider), threads);

    /// <inheritdoc cref="Open(string, Provider, int)"/>
    internal static (InferenceSession Session, Provider Runs) Open(ModelGraph graph, int threads)
    {
        var provider = graph.Provider;
        if (provider == Provider.Cuda && WhyNoCuda() is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        if (provider == Provider.Cpu || Cuda.Reason is not null)
        {
            return (OpenOnCpu(graph.File, threads), Provider.Cpu);
        }

        if (
            GpuMemory.Read() is { } memory
            && ModelSize.WhyNot(graph.File, memory.Free, "the GPU", graph.NumberBytes) is { } tooLarge
        )
        {
            return provider == Provider.Auto
                ? (OpenOnCpu(graph.File, threads), Provider.Cpu)
                : throw new UnavailableModelException(tooLarge);
        }

        try
        {
            return (OpenOnCuda(graph.File, threads), Provider.Cuda);
        }
        catch (OnnxRuntimeException) when (provider == Provider.Auto)
        {
            return (OpenOnCpu(graph.File, threads), Provider.Cpu);
        }
    }

    /// <summary>Why CUDA cannot be used here and how to fix it; null if its provider loads.</summary>
    public static string? WhyNoCuda() =>
        Cuda.Reason is { } reason
            ? $"Provider is cuda, but CUDA cannot be used: {reason.TrimEnd('.')}. Run ./platform setup --gpu on a machine with an NVIDIA "
                + "driver and CUDA 13, or set Provider to auto or cpu."
            : null;

    private static InferenceSession OpenOnCpu(string path, int threads)
    {
        if (ModelSize.WhyNot(path, MachineMemory.Available, "this machine") is { } tooLarge)
        {
            throw new UnavailableModelException(tooLarge);
        }

        using var options = Options(threads);
        return Open(path, options);
    }

    private static InferenceSession OpenOnCuda(string path, int threads)
    {
        using var options = Options(threads);
        options.AppendExecutionProvider_CUDA();
        return Open(path, options);
    }

    /// <summary>
    /// Opens a graph. The runtime finds weights in the graph's own directory, or for a graph in memory in one that is named.
    /// </summary>
    private static InferenceSession Open(string path, SessionOptions options)
    {
        if (InPlaceWeights.Find(Path.GetDirectoryName(Path.GetFullPath(path))!) is not { } weights)
        {
            return new InferenceSession(path, options);
        }

        options.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", weights.Directory);
        return new InferenceSession(File.ReadAllBytes(path), options);
    }

    private static SessionOptions Options(int threads)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // Threads that spin while they wait double the CPU time of a run and take the cores from everything else.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }
}

/// <summary>Where models run.</summary>
public enum Provider
{
    /// <summary>CUDA if its provider loads, else the CPU.</summary>
    Auto,

    /// <summary>CUDA, or an error that says how to get it.</summary>
    Cuda,

    /// <summary>The CPU.</summary>
    Cpu,
}
