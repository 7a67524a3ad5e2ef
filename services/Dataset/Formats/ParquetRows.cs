using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace Platform.Dataset.Formats;

/// <summary>
/// Rows of one row group, as the values of every leaf column with their levels: the reverse of <see cref="ParquetColumns"/>.
/// </summary>
internal sealed class ParquetRows
{
    private readonly IReadOnlyList<Node> _roots;

    public ParquetRows(ParquetSchema schema) => _roots = [.. schema.Fields.Select(Of)];

    /// <summary>Adds an object as a row.</summary>
    public void Add(JsonElement row)
    {
        foreach (var root in _roots)
        {
            Add(root, RecordWriter.Member(row, root.Field.Name), 0);
        }
    }

    /// <summary>Writes the rows as a row group, and forgets them.</summary>
    public async Task Write(ParquetWriter writer, CancellationToken cancellationToken)
    {
        using var group = writer.CreateRowGroup();
        foreach (var leaf in _roots.SelectMany(root => root.Leaves))
        {
            await leaf.Write(group, cancellationToken);
        }

        group.CompleteValidate();
    }

    private static void Add(Node node, JsonElement value, int repetition)
    {
        var absent = value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
        switch (node.Field)
        {
            case DataField:
                node.Leaves[0].Add(value, repetition);
                break;
            case StructField when absent:
                Skip(node, node.Field.MaxDefinitionLevel - 1, repetition);
                break;
            case StructField:
                foreach (var inner in node.Inner)
                {
                    Add(inner, RecordWriter.Member(value, inner.Field.Name), repetition);
                }

                break;
            // The level of a list that holds something is one above that of an empty one, which is one above that of none.
            case var list when absent || value.GetArrayLength() == 0:
                Skip(node, list.MaxDefinitionLevel - (absent ? 2 : 1), repetition);
                break;
            default:
                foreach (var (index, item) in value.EnumerateArray().Index())
                {
                    Add(node.Inner[0], item, index == 0 ? repetition : node.Field.MaxRepetitionLevel);
                }

                break;
        }
    }

    private static void Skip(Node node, int definition, int repetition)
    {
        foreach (var leaf in node.Leaves)
        {
            leaf.Skip(definition, repetition);
        }
    }

    private static Node Of(Field field)
    {
        if (field is DataField data)
        {
            return new(field, [], [ParquetColumn.Of(data)]);
        }

        Node[] inner = field is ListField list ? [Of(list.Item)] : [.. ((StructField)field).Fields.Select(Of)];
        return new(field, inner, [.. inner.SelectMany(node => node.Leaves)]);
    }

    private sealed record Node(Field Field, IReadOnlyList<Node> Inner, IReadOnlyList<ParquetColumn> Leaves);
}
