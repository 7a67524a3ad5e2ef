using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Platform.Dataset.Storage.Migrations
{
    /// <inheritdoc />
    public partial class TiesAndReasoning : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "reasoning",
                schema: "dataset",
                table: "solutions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ties",
                schema: "dataset",
                table: "evaluations",
                type: "text",
                nullable: false,
                // Evaluations until now have counted the first.
                defaultValue: "first");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "reasoning",
                schema: "dataset",
                table: "solutions");

            migrationBuilder.DropColumn(
                name: "ties",
                schema: "dataset",
                table: "evaluations");
        }
    }
}
