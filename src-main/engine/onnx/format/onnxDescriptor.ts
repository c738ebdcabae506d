import type { INamespace } from 'protobufjs';

/*
 * The part of the ONNX format that is written and read here, as data. Names and field numbers are those of onnx.proto3
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3, ONNX IR version 8 and later); fields that are left out are
 * skipped when a file is read.
 */

interface FieldShape {
  readonly id: number;
  readonly type: string;
  readonly rule?: 'repeated';
  readonly options?: { readonly packed: boolean };
}

const one = (id: number, type: string): FieldShape => ({ id, type });
const many = (id: number, type: string): FieldShape => ({ id, type, rule: 'repeated' });
/** Numbers of a list that lie one after another without a tag each. */
const packed = (id: number, type: string): FieldShape => ({ id, type, rule: 'repeated', options: { packed: true } });

/** `AttributeProto.AttributeType` and `TensorProto.DataType`: the numbers in use here. */
export const attributeTypes = { float: 1, int: 2, string: 3, ints: 7 } as const;
export const dataTypes = { float32: 1, int64: 7 } as const;

export const onnxDescriptor: INamespace = {
  nested: {
    onnx: {
      nested: {
        ModelProto: {
          fields: {
            irVersion: one(1, 'int64'),
            producerName: one(2, 'string'),
            producerVersion: one(3, 'string'),
            domain: one(4, 'string'),
            modelVersion: one(5, 'int64'),
            docString: one(6, 'string'),
            graph: one(7, 'GraphProto'),
            opsetImport: many(8, 'OperatorSetIdProto'),
            metadataProps: many(14, 'StringStringEntryProto'),
            functions: many(25, 'FunctionProto'),
          },
        },
        OperatorSetIdProto: { fields: { domain: one(1, 'string'), version: one(2, 'int64') } },
        StringStringEntryProto: { fields: { key: one(1, 'string'), value: one(2, 'string') } },
        FunctionProto: { fields: { name: one(1, 'string'), node: many(7, 'NodeProto'), domain: one(10, 'string') } },
        GraphProto: {
          fields: {
            node: many(1, 'NodeProto'),
            name: one(2, 'string'),
            initializer: many(5, 'TensorProto'),
            docString: one(10, 'string'),
            input: many(11, 'ValueInfoProto'),
            output: many(12, 'ValueInfoProto'),
            valueInfo: many(13, 'ValueInfoProto'),
            sparseInitializer: many(15, 'SparseTensorProto'),
          },
        },
        NodeProto: {
          fields: {
            input: many(1, 'string'),
            output: many(2, 'string'),
            name: one(3, 'string'),
            opType: one(4, 'string'),
            attribute: many(5, 'AttributeProto'),
            domain: one(7, 'string'),
          },
        },
        AttributeProto: {
          fields: {
            name: one(1, 'string'),
            f: one(2, 'float'),
            i: one(3, 'int64'),
            s: one(4, 'bytes'),
            t: one(5, 'TensorProto'),
            g: one(6, 'GraphProto'),
            ints: packed(8, 'int64'),
            tensors: many(10, 'TensorProto'),
            graphs: many(11, 'GraphProto'),
            type: one(20, 'int32'),
            sparseTensor: one(22, 'SparseTensorProto'),
            sparseTensors: many(23, 'SparseTensorProto'),
          },
        },
        TensorProto: {
          fields: {
            dims: packed(1, 'int64'),
            dataType: one(2, 'int32'),
            name: one(8, 'string'),
            rawData: one(9, 'bytes'),
            externalData: many(13, 'StringStringEntryProto'),
            dataLocation: one(14, 'int32'),
          },
        },
        SparseTensorProto: { fields: { values: one(1, 'TensorProto'), indices: one(2, 'TensorProto') } },
        ValueInfoProto: { fields: { name: one(1, 'string'), type: one(2, 'TypeProto'), docString: one(3, 'string') } },
        TypeProto: { fields: { tensorType: one(1, 'TensorTypeProto') } },
        TensorTypeProto: { fields: { elemType: one(1, 'int32'), shape: one(2, 'TensorShapeProto') } },
        TensorShapeProto: { fields: { dim: many(1, 'DimensionProto') } },
        DimensionProto: { fields: { dimValue: one(1, 'int64'), dimParam: one(2, 'string') } },
      },
    },
  },
};
