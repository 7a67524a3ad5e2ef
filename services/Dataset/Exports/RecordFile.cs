using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Dataset.Formats;

namespace Platform.Dataset.Exports;

/// <summary>Writes records into a file, one at a time.</summary>
/// <param name="to">The file.</param>
/// <param name="layout">How records are laid out in the file.</param>
internal sealed class RecordFile(Stream to, RecordLayout layout)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _record = new(16 << 10);
    private long? _problem;
    private bool _first;

    /// <summary>Writes a record.</summary>
    /// <param name="id">Identifies its problem.</param>
    /// <param name="problem">Its problem.</param>
    /// <param name="write">Writes the record, or returns why it cannot be written.</param>
    /// <returns>Why no record is written; null if one is.</returns>
    public string? Add(long id, ExportedProblem problem, Func<Utf8JsonWriter, string?> write)
    {
        _record.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_record, Options))
        {
            if (write(json) is { } reason)
            {
                json.Reset();
                return reason;
            }
        }

        // The record's bytes stay as they are while the problem begins.
        Begin(id, problem);
        to.Write(
            layout == RecordLayout.Lines || _first ? default
            : layout == RecordLayout.Problems ? ","u8
            : ",\n"u8
        );
        to.Write(_record.WrittenSpan);
        to.Write(layout == RecordLayout.Lines ? "\n"u8 : default);
        _first = false;
        return null;
    }

    /// <summary>Begins a problem, which may have no solutions.</summary>
    public void Begin(long id, ExportedProblem problem)
    {
        if (layout == RecordLayout.Array)
        {
            if (_problem is null)
            {
                to.Write("[\n"u8);
                _first = true;
            }

            _problem = id;
            return;
        }

        if (layout == RecordLayout.Lines || _problem == id)
        {
            return;
        }

        EndProblem();
        to.Write(
            layout == RecordLayout.Problems ? default
            : _problem is null ? "{\n"u8
            : ",\n"u8
        );
        (_problem, _first) = (id, true);
        var head = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(head, Options))
        {
            if (layout == RecordLayout.Problems)
            {
                PoolLineWriter.Write(json, problem);
            }
            else
            {
                json.WriteStringValue(problem.Key);
            }
        }

        // The line of a problem goes on with its solutions.
        to.Write(layout == RecordLayout.Problems ? head.WrittenSpan[..^1] : head.WrittenSpan);
        to.Write(layout == RecordLayout.Problems ? ",\"solutions\":["u8 : ": [\n"u8);
    }

    /// <summary>Ends the file.</summary>
    public void End()
    {
        EndProblem();
        if (layout == RecordLayout.Array)
        {
            to.Write(_problem is null ? "[\n]\n"u8 : "\n]\n"u8);
        }
        else if (layout == RecordLayout.Groups)
        {
            to.Write(_problem is null ? "{\n}\n"u8 : "\n}\n"u8);
        }
    }

    private void EndProblem()
    {
        if (_problem is not null && layout is RecordLayout.Problems or RecordLayout.Groups)
        {
            to.Write(layout == RecordLayout.Problems ? "]}\n"u8 : "\n]"u8);
        }
    }
}
